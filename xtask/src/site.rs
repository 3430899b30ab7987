//! What a request for a path means: which file of a folder answers it, with which type, kept for how long. Touches no
//! file itself.

use std::path::{Path, PathBuf};

/// A folder, and the path under which a browser finds it.
pub struct Site {
    root: PathBuf,
    /// The same files also under this path, which begins and ends with a slash.
    prefix: Option<&'static str>,
}

/// What to answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    File(PathBuf),
    Redirect(&'static str),
    NotFound,
}

impl Site {
    /// The folder at `/`.
    pub fn at_root(root: PathBuf) -> Self {
        Self { root, prefix: None }
    }

    /// The folder at `/` and at `prefix`.
    pub fn also_under(root: PathBuf, prefix: &'static str) -> Self {
        Self { root, prefix: Some(prefix) }
    }

    /// `url` is what stands in the request's first line: a path, encoded, with or without a query.
    pub fn route(&self, url: &str) -> Route {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let path = match self.prefix {
            Some(prefix) if path == prefix.trim_end_matches('/') => return Route::Redirect(prefix),
            Some(prefix) => {
                path.strip_prefix(prefix.trim_end_matches('/')).filter(|rest| rest.starts_with('/')).unwrap_or(path)
            }
            None => path,
        };
        match relative(path) {
            Some(relative) => Route::File(self.root.join(relative)),
            None => Route::NotFound,
        }
    }
}

/// The value of Content-Type for a file.
pub fn content_type(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str());
    match extension.unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The value of Cache-Control: a file whose name holds its hash never changes, any other is asked for again.
pub fn cache_control(file: &Path) -> &'static str {
    let name = file.file_name().and_then(|name| name.to_str());
    let hashed = name.unwrap_or_default().split(['-', '_', '.']).any(is_hash);
    match hashed {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    }
}

/// Trunk's hashes leave out leading zeros.
fn is_hash(part: &str) -> bool {
    let digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (12..=16).contains(&part.len()) && part.bytes().all(digit)
}

/// The file's path below the root; nothing for a path that could lead out of it or to a hidden file.
fn relative(path: &str) -> Option<String> {
    let mut relative = decoded(path.strip_prefix('/')?)?;
    if relative.is_empty() || relative.ends_with('/') {
        relative.push_str("index.html");
    }
    let harmless =
        |segment: &str| !segment.is_empty() && !segment.starts_with('.') && !segment.contains(['\\', ':', '\0']);
    relative.split('/').all(harmless).then_some(relative)
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex_digit(rest.next()?)? * 16 + hex_digit(rest.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(url: &str) -> Route {
        Site::also_under("/dist".into(), "/some/sub/path/").route(url)
    }

    fn file(path: &str) -> Route {
        Route::File(path.into())
    }

    #[test]
    fn paths_lead_to_files() {
        let cases = [
            ("/", "/dist/index.html"),
            ("/?from=mail#top", "/dist/index.html"),
            ("/app-1.js", "/dist/app-1.js"),
            ("/data/sample%20one.csv", "/dist/data/sample one.csv"),
            ("/data/", "/dist/data/index.html"),
            ("/some/sub/path/", "/dist/index.html"),
            ("/some/sub/path/data/a.csv", "/dist/data/a.csv"),
            ("/some/sub/pathology", "/dist/some/sub/pathology"),
        ];
        for (url, path) in cases {
            assert_eq!(route(url), file(path), "{url}");
        }
    }

    #[test]
    fn a_prefix_without_its_slash_is_redirected() {
        assert_eq!(route("/some/sub/path"), Route::Redirect("/some/sub/path/"));
    }

    #[test]
    fn no_path_leads_out_or_to_hidden_files() {
        for url in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/a/%2E./%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/..%5cCargo.toml",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/c:/x",
            "/.stage/index.html",
            "/some/sub/path/../../../../x",
            "/a%00.html",
            "/%zz",
            "/%e4.html",
            "index.html",
            "*",
        ] {
            assert_eq!(route(url), Route::NotFound, "{url}");
        }
    }

    #[test]
    fn types_follow_the_extension() {
        let cases = [
            ("index.html", "text/html; charset=utf-8"),
            ("boot.js", "text/javascript; charset=utf-8"),
            ("app_bg.wasm", "application/wasm"),
            ("app.webmanifest", "application/manifest+json"),
            ("icon.svg", "image/svg+xml"),
            ("sample.csv", "text/csv; charset=utf-8"),
            ("LICENSE", "application/octet-stream"),
        ];
        for (name, expected) in cases {
            assert_eq!(content_type(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn only_hashed_names_are_kept() {
        let kept = |name: &str| cache_control(Path::new(name)).contains("immutable");
        for name in [
            "app-1f9e2a77c0d41b3e_bg.wasm",
            "app-f9e2a77c0d41b3e.js",
            "worker-1f9e2a77c0d41b3e.js",
            "main-1f9e2a77c0d41b3e.css",
        ] {
            assert!(kept(name), "{name}");
        }
        for name in ["index.html", "sw.js", "deadbeef.js", "worker_bg.wasm"] {
            assert!(!kept(name), "{name}");
        }
    }
}
