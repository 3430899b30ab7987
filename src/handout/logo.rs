//! A client's logo as a data URL, checked before it stands in a document.

use std::fmt;

/// A PNG or a JPEG as a data URL in base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo(String);

/// Why a text is not a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoError {
    /// Not a data URL of a PNG or a JPEG in base64.
    NotADataUrl,
    NotBase64,
    /// The bytes do not begin as those of a picture of the type that is named.
    OtherContent,
    /// The document would be too large to be sent around.
    TooLarge,
}

/// Longest data URL that is taken, in bytes: a picture of 1.5 MB.
pub const LONGEST_LOGO: usize = 2_000_000;

/// Beginning of the URL, and of the base64 of every such picture: the signatures 89 50 4e 47 0d 0a 1a 0a 00 (PNG, ISO/IEC
/// 15948, section 5.2, and the length of its first chunk) and ff d8 ff (JPEG, ITU-T T.81, annex B).
const FORMS: [(&str, &str); 2] = [("data:image/png;base64,", "iVBORw0KGgoA"), ("data:image/jpeg;base64,", "/9j/")];

impl Logo {
    /// Takes what a canvas makes of a picture, and nothing else.
    pub fn of_data_url(url: &str) -> Result<Logo, LogoError> {
        let form = FORMS.iter().find_map(|(begin, signature)| Some((url.strip_prefix(begin)?, signature)));
        let (bytes, signature) = form.ok_or(LogoError::NotADataUrl)?;
        if url.len() > LONGEST_LOGO {
            return Err(LogoError::TooLarge);
        }
        if !is_base64(bytes) {
            return Err(LogoError::NotBase64);
        }
        match bytes.starts_with(signature) {
            true => Ok(Logo(url.to_owned())),
            false => Err(LogoError::OtherContent),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Groups of four characters of the standard alphabet, the last padded (RFC 4648, section 4).
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(is_digit)
}

impl fmt::Display for LogoError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            LogoError::NotADataUrl => "the logo is not a PNG or a JPEG: choose a picture of one of these kinds",
            LogoError::NotBase64 => "the logo's data is damaged: choose the picture again",
            LogoError::OtherContent => "the logo is not a picture of the kind that it is said to be: choose another",
            LogoError::TooLarge => "the logo is larger than 1.5 MB: choose a smaller picture",
        })
    }
}

impl std::error::Error for LogoError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_and_a_jpeg_are_taken() {
        for url in ["data:image/png;base64,iVBORw0KGgoAAAAN", "data:image/jpeg;base64,/9j/4AAQSg=="] {
            assert_eq!(Logo::of_data_url(url).map(|logo| logo.as_str().to_owned()), Ok(url.to_owned()));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let refused = [
            ("https://example.org/logo.png", LogoError::NotADataUrl),
            ("data:image/svg+xml;base64,iVBORw0KGgoAAAAN", LogoError::NotADataUrl),
            ("data:text/html;base64,iVBORw0KGgoAAAAN", LogoError::NotADataUrl),
            ("data:image/png,iVBORw0KGgoAAAAN", LogoError::NotADataUrl),
            ("DATA:image/png;base64,iVBORw0KGgoAAAAN", LogoError::NotADataUrl),
            (" data:image/png;base64,iVBORw0KGgoAAAAN", LogoError::NotADataUrl),
            ("data:image/png;base64,iVBORw0KGgoAAAA", LogoError::NotBase64),
            ("data:image/png;base64,iVBORw0KGgoA\"><b>", LogoError::NotBase64),
            ("data:image/png;base64,iVBORw0KGgoA====", LogoError::NotBase64),
            ("data:image/png;base64,iVBORw0KGgoA=AAA", LogoError::NotBase64),
            ("data:image/png;base64,iVBORw0KGgoA\nAAA", LogoError::NotBase64),
            ("data:image/png;base64,", LogoError::OtherContent),
            ("data:image/png;base64,/9j/4AAQSg==", LogoError::OtherContent),
        ];
        for (url, error) in refused {
            assert_eq!(Logo::of_data_url(url), Err(error), "{url}");
        }
        let large = format!("data:image/png;base64,iVBORw0KGgoA{}", "AAAA".repeat(LONGEST_LOGO / 4));
        assert_eq!(Logo::of_data_url(&large), Err(LogoError::TooLarge));
    }
}
