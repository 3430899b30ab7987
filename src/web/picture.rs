//! Pictures: a chart as PNG, and a client's logo read anew.

use js_sys::{Promise, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, ImageBitmap};

use super::wire::BrowserError;

/// Widest logo that is kept, in pixels.
const WIDEST_LOGO: f64 = 480.0;

/// An SVG document as PNG, so many times its size in pixels.
pub fn png(svg: String, times: f64, then: impl FnOnce(Result<Blob, BrowserError>) + 'static) {
    spawn_local(async move { then(painted(&svg, times).await.map_err(BrowserError::from)) });
}

/// The same as a promise, which the clipboard waits for.
pub fn png_promised(svg: String, times: f64) -> Promise {
    future_to_promise(async move { painted(&svg, times).await.map(JsValue::from) })
}

async fn painted(svg: &str, times: f64) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(&format!("data:image/svg+xml,{}", String::from(encode_uri_component(svg))));
    JsFuture::from(image.decode()).await?;
    let (width, height) = (f64::from(image.natural_width()) * times, f64::from(image.natural_height()) * times);
    let (canvas, context) = canvas(width, height)?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let made = Promise::new(&mut |resolve, reject| {
        let taken = Closure::once_into_js(move |blob: JsValue| {
            let settled = if blob.is_null() {
                reject.call1(&JsValue::NULL, &"no picture".into())
            } else {
                resolve.call1(&JsValue::NULL, &blob)
            };
            if let Err(error) = settled {
                web_sys::console::error_1(&error);
            }
        });
        if let Err(error) = canvas.to_blob_with_type(taken.unchecked_ref(), "image/png") {
            web_sys::console::error_1(&error);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

/// A picture file painted anew, so that nothing but its pixels is kept, as the data URL of a PNG.
pub fn logo(file: Blob, then: impl FnOnce(Result<String, BrowserError>) + 'static) {
    spawn_local(async move { then(read_anew(&file).await.map_err(BrowserError::from)) });
}

async fn read_anew(file: &Blob) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let bitmap: ImageBitmap = JsFuture::from(window.create_image_bitmap_with_blob(file)?).await?.dyn_into()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (WIDEST_LOGO / width).min(1.0);
    let (canvas, context) = canvas(width * scale, height * scale)?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width * scale, height * scale)?;
    canvas.to_data_url_with_type("image/png")
}

fn canvas(width: f64, height: f64) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width.ceil().max(1.0) as u32);
    canvas.set_height(height.ceil().max(1.0) as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::UNDEFINED)?;
    Ok((canvas, context.dyn_into()?))
}
