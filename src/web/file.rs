//! Files: from a drop, a picker, a paste or the sample; and out again as a download.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, File, HtmlAnchorElement, HtmlInputElement, Response, Url};

use super::wire::{BrowserError, bytes_of, describe};

/// The sample, beside the page.
pub const SAMPLE: &str = "a_tier_leads.csv";

/// A file's handle and its name. Its bytes stay where they are until the worker reads them.
#[derive(Clone)]
pub struct NamedFile {
    pub name: String,
    pub blob: Blob,
}

impl From<File> for NamedFile {
    fn from(file: File) -> Self {
        NamedFile { name: file.name(), blob: file.into() }
    }
}

/// What was dropped or pasted: a file, or else text.
pub fn transferred(transfer: &DataTransfer) -> Option<NamedFile> {
    let file = transfer.files().and_then(|files| files.get(0)).map(NamedFile::from);
    file.or_else(|| transfer.get_data("text/plain").ok().and_then(|text| pasted(&text)))
}

/// Pasted text as a file; `None` where it is blank.
pub fn pasted(text: &str) -> Option<NamedFile> {
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence(&parts).ok()?;
    (!text.trim().is_empty()).then(|| NamedFile { name: "pasted.csv".to_owned(), blob })
}

/// The file chosen in a picker, which is emptied so that the same file can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Option<NamedFile> {
    let file = input.files().and_then(|files| files.get(0)).map(NamedFile::from);
    input.set_value("");
    file
}

/// Fetches the sample from beside the page.
pub fn sample(then: impl FnOnce(Result<NamedFile, BrowserError>) + 'static) {
    spawn_local(async move { then(fetch_sample().await.map_err(BrowserError::from)) });
}

/// Reads a file's bytes, so many at most.
pub fn read(file: &Blob, most: f64, then: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
    let head = file.slice_with_f64_and_f64(0.0, most);
    spawn_local(async move {
        then(match head {
            Ok(head) => bytes_of(&head).await.map_err(|error| error.to_string()),
            Err(error) => Err(describe(&error)),
        });
    });
}

/// Offers text as a file to save; else what kept the browser from it.
pub fn download(name: &str, text: &str) -> Result<(), BrowserError> {
    save(name, &Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into()))?)
}

/// Offers bytes as a file to save.
pub fn save(name: &str, blob: &Blob) -> Result<(), BrowserError> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Ok(Url::revoke_object_url(&url)?)
}

async fn fetch_sample() -> Result<NamedFile, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response: Response = JsFuture::from(window.fetch_with_str(&format!("./{SAMPLE}"))).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("the server answered {}", response.status()).into());
    }
    let blob: Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    Ok(NamedFile { name: SAMPLE.to_owned(), blob })
}
