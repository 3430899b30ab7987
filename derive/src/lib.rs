//! `#[derive(Pack)]`: fields one behind the other, an enum's behind the number of its variant.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Error, Fields, parse_macro_input, spanned::Spanned};

/// Implements `crate::pack::Pack` for a struct or an enum.
#[proc_macro_derive(Pack)]
pub fn derive_pack(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implement(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn implement(input: &DeriveInput) -> Result<TokenStream, Error> {
    let (pack, unpack) = match &input.data {
        Data::Struct(data) => {
            let pattern = pattern(&data.fields);
            let packed = names(&data.fields);
            let unpacked = unpacked(&data.fields);
            (quote!(let Self #pattern = self; #(#packed.pack(out);)*), quote!(Self #unpacked))
        }
        Data::Enum(data) => {
            if data.variants.is_empty() || data.variants.len() > 256 {
                return Err(Error::new(input.span(), "an enum of 1 to 256 variants is expected"));
            }
            let numbered = || data.variants.iter().zip((0..=u8::MAX).map(Literal::u8_suffixed));
            let packs = numbered().map(|(variant, number)| {
                let (name, pattern, packed) = (&variant.ident, pattern(&variant.fields), names(&variant.fields));
                quote!(Self::#name #pattern => { #number.pack(out); #(#packed.pack(out);)* })
            });
            let variant = |variant: &syn::Variant| {
                let (name, unpacked) = (&variant.ident, unpacked(&variant.fields));
                quote!(Self::#name #unpacked)
            };
            let unpacks = numbered().skip(1).map(|(known, number)| {
                let made = variant(known);
                quote!(#number => #made,)
            });
            // A number that no variant has is told; what is made of it is thrown away.
            let first = data.variants.first().map(variant);
            let last = Literal::u8_suffixed((data.variants.len() - 1) as u8);
            (quote!(match self { #(#packs)* }), quote!(match from.variant(#last) { #(#unpacks)* _ => #first, }))
        }
        Data::Union(_) => return Err(Error::new(input.span(), "a union is not packed")),
    };
    let name = &input.ident;
    let (parameters, arguments, _) = input.generics.split_for_impl();
    let types = input.generics.type_params().map(|parameter| &parameter.ident);
    Ok(quote! {
        impl #parameters crate::pack::Pack for #name #arguments where #(#types: crate::pack::Pack),* {
            #[allow(unused_variables)]
            fn pack(&self, out: &mut Vec<u8>) { #pack }

            #[allow(unused_variables)]
            fn unpack(from: &mut crate::pack::Unpacker<'_>) -> Self { #unpack }
        }
    })
}

/// What the fields are bound to.
fn names(fields: &Fields) -> Vec<Ident> {
    let name =
        |(index, field): (usize, &syn::Field)| field.ident.clone().unwrap_or_else(|| format_ident!("field{index}"));
    fields.iter().enumerate().map(name).collect()
}

fn pattern(fields: &Fields) -> TokenStream {
    let names = names(fields);
    match fields {
        Fields::Named(_) => quote!({ #(#names),* }),
        Fields::Unnamed(_) => quote!((#(#names),*)),
        Fields::Unit => quote!(),
    }
}

fn unpacked(fields: &Fields) -> TokenStream {
    let names = names(fields);
    match fields {
        Fields::Named(_) => quote!({ #(#names: crate::pack::Pack::unpack(from)),* }),
        Fields::Unnamed(_) => {
            let values = names.iter().map(|_| quote!(crate::pack::Pack::unpack(from)));
            quote!((#(#values),*))
        }
        Fields::Unit => quote!(),
    }
}
