//! How the standard library's types are packed.

use std::collections::BTreeMap;

use super::{Pack, Unpacker, put};

fn put_length(out: &mut Vec<u8>, length: usize) {
    (length as u32).pack(out);
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Pack for $number {
            fn pack(&self, out: &mut Vec<u8>) {
                put(out, &self.to_le_bytes());
            }

            fn unpack(from: &mut Unpacker<'_>) -> $number {
                <$number>::from_le_bytes(from.take())
            }
        }
    )*};
}

numbers!(u8, i8, u16, u32, u64, i64, u128, f64);

impl Pack for usize {
    fn pack(&self, out: &mut Vec<u8>) {
        (*self as u64).pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> usize {
        usize::try_from(u64::unpack(from)).unwrap_or_else(|_| {
            from.fail();
            0
        })
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        u8::from(*self).pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> bool {
        from.variant(1) == 1
    }
}

impl Pack for char {
    fn pack(&self, out: &mut Vec<u8>) {
        u32::from(*self).pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> char {
        char::from_u32(u32::unpack(from)).unwrap_or_else(|| {
            from.fail();
            '\0'
        })
    }
}

impl Pack for () {
    fn pack(&self, _: &mut Vec<u8>) {}

    fn unpack(_: &mut Unpacker<'_>) {}
}

/// The bytes of a text, as they are packed.
pub fn pack_text(text: &str, out: &mut Vec<u8>) {
    put_length(out, text.len());
    put(out, text.as_bytes());
}

impl Pack for String {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_text(self, out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> String {
        match str::from_utf8(from.take_slice()).map(str::to_owned) {
            Ok(text) => text,
            Err(_) => {
                from.fail();
                String::new()
            }
        }
    }
}

impl Pack for Box<str> {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_text(self, out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Box<str> {
        String::unpack(from).into()
    }
}

impl<T: Pack> Pack for Box<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        (**self).pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Box<T> {
        Box::new(T::unpack(from))
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<T> {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Pack, E: Pack> Pack for Result<T, E> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_err().pack(out);
        match self {
            Ok(value) => value.pack(out),
            Err(error) => error.pack(out),
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Result<T, E> {
        match bool::unpack(from) {
            false => Ok(T::unpack(from)),
            true => Err(E::unpack(from)),
        }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        put_length(out, self.len());
        self.iter().for_each(|item| item.pack(out));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Vec<T> {
        let length = from.length();
        let mut items = Vec::new();
        for _ in 0..length {
            if from.failed {
                break;
            }
            items.push(T::unpack(from));
        }
        items
    }
}

impl<T: Pack, const N: usize> Pack for [T; N] {
    fn pack(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.pack(out));
    }

    fn unpack(from: &mut Unpacker<'_>) -> [T; N] {
        std::array::from_fn(|_| T::unpack(from))
    }
}

impl<K: Pack + Ord, V: Pack> Pack for BTreeMap<K, V> {
    fn pack(&self, out: &mut Vec<u8>) {
        put_length(out, self.len());
        for (key, value) in self {
            key.pack(out);
            value.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> BTreeMap<K, V> {
        Vec::<(K, V)>::unpack(from).into_iter().collect()
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<$($name: Pack),*> Pack for ($($name,)*) {
            #[allow(non_snake_case)]
            fn pack(&self, out: &mut Vec<u8>) {
                let ($($name,)*) = self;
                $($name.pack(out);)*
            }

            fn unpack(from: &mut Unpacker<'_>) -> Self {
                ($($name::unpack(from),)*)
            }
        }
    };
}

tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
