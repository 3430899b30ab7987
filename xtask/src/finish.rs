//! The last step of a Trunk build: the files that Trunk does not hash get names that change with their content, so that
//! an open page never starts a newer worker than its own, and index.html names them.

use crate::fingerprint::of_bytes;
use anyhow::{Context, Result};
use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

const BOOT: &str = "boot.js";
const WORKER_JS: &str = "worker.js";
const WORKER_WASM: &str = "worker_bg.wasm";
const WORKER_META: &str = "name=\"touchline-worker\"";

/// Finishes the folder in which Trunk assembles a build.
pub fn staging() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("TRUNK_STAGING_DIR is not set: Trunk calls this at the end of a build")?;
    finish_folder(&folder)
}

/// What index.html becomes, and the new names of the files that it names.
#[derive(Debug, PartialEq, Eq)]
struct Finished {
    index: String,
    boot: String,
    worker_js: String,
    worker_wasm: String,
}

/// A placeholder that index.html lacks.
#[derive(Debug, PartialEq, Eq)]
enum Missing {
    Boot,
    WorkerMeta,
    WorkerJs,
    WorkerWasm,
}

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Boot => "index.html does not name ./boot.js: see pattern_script in Trunk.toml",
            Self::WorkerMeta => "index.html has no <meta name=\"touchline-worker\">",
            Self::WorkerJs => "the worker's meta in index.html lacks data-js=\"./worker.js\"",
            Self::WorkerWasm => "the worker's meta in index.html lacks data-wasm=\"./worker_bg.wasm\"",
        })
    }
}

impl std::error::Error for Missing {}

fn finish_folder(folder: &Path) -> Result<()> {
    let index = fs::read_to_string(folder.join("index.html")).context("index.html is not in Trunk's output")?;
    let read = |name: &str| {
        fs::read(folder.join(name))
            .with_context(|| format!("{name} is not in Trunk's output: does index.html link it for Trunk?"))
    };
    let finished = finish(&index, &read(BOOT)?, &read(WORKER_JS)?, &read(WORKER_WASM)?)?;
    for (from, to) in [(BOOT, &finished.boot), (WORKER_JS, &finished.worker_js), (WORKER_WASM, &finished.worker_wasm)] {
        fs::rename(folder.join(from), folder.join(to)).with_context(|| format!("{from} can't be renamed to {to}"))?;
    }
    fs::write(folder.join("index.html"), finished.index).context("index.html can't be written")?;
    remove_strays(folder)
}

/// The worker's two files share one hash over both: the script, started without a path, looks for its own name with
/// `_bg.wasm`.
fn finish(index: &str, boot: &[u8], worker_js: &[u8], worker_wasm: &[u8]) -> Result<Finished, Missing> {
    let boot = format!("boot-{}.js", of_bytes(boot));
    let worker = format!("worker-{}", of_bytes(&[worker_js, worker_wasm].concat()));
    let worker_js = format!("{worker}.js");
    let worker_wasm = format!("{worker}_bg.wasm");

    let index = replaced(index, "./boot.js", &format!("./{boot}")).ok_or(Missing::Boot)?;
    let (before, meta, after) = around_meta(&index).ok_or(Missing::WorkerMeta)?;
    let meta =
        replaced(meta, "data-js=\"./worker.js\"", &format!("data-js=\"./{worker_js}\"")).ok_or(Missing::WorkerJs)?;
    let meta = replaced(&meta, "data-wasm=\"./worker_bg.wasm\"", &format!("data-wasm=\"./{worker_wasm}\""))
        .ok_or(Missing::WorkerWasm)?;
    Ok(Finished { index: format!("{before}{meta}{after}"), boot, worker_js, worker_wasm })
}

fn replaced(text: &str, from: &str, to: &str) -> Option<String> {
    text.contains(from).then(|| text.replace(from, to))
}

/// The text before the worker's meta tag, the tag, and the text after it.
fn around_meta(index: &str) -> Option<(&str, &str, &str)> {
    let start = index.match_indices("<meta").map(|(at, _)| at).find(|at| {
        let tag = &index[*at..];
        tag[..tag.find('>').unwrap_or(0)].contains(WORKER_META)
    })?;
    let end = start + index[start..].find('>')? + 1;
    Some((&index[..start], &index[start..end], &index[end..]))
}

fn remove_strays(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            remove_strays(&path)?;
        } else if is_stray(&entry.file_name().to_string_lossy()) {
            fs::remove_file(&path).with_context(|| format!("{} can't be removed", path.display()))?;
        }
    }
    Ok(())
}

/// Type declarations are for compilers, and these dot files for file managers and git.
fn is_stray(name: &str) -> bool {
    name.ends_with(".d.ts") || name == ".DS_Store" || name == ".gitkeep"
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = r#"<!doctype html><html><head>
    <meta charset="utf-8">
    <meta name="touchline-worker" data-js="./worker.js" data-wasm="./worker_bg.wasm">
    <link rel="modulepreload" href="./app-1a2b.js">
    </head><body>
    <script type="module" src="./boot.js" data-js="app-1a2b.js" data-wasm="app-1a2b_bg.wasm"></script>
    </body></html>"#;

    fn finished() -> Finished {
        finish(INDEX, b"boot", b"worker", b"wasm").unwrap()
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("index.html", INDEX),
            ("boot.js", "boot"),
            ("worker.js", "worker"),
            ("worker_bg.wasm", "wasm"),
            ("worker.d.ts", "export {}"),
            ("app-1a2b.js", "app"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn the_page_names_the_hashed_files_and_keeps_the_rest() {
        let finished = finished();
        let expected = INDEX
            .replace("\"./boot.js\"", &format!("\"./{}\"", finished.boot))
            .replace("\"./worker.js\"", &format!("\"./{}\"", finished.worker_js))
            .replace("\"./worker_bg.wasm\"", &format!("\"./{}\"", finished.worker_wasm));
        assert_eq!(finished.index, expected);
        assert!(finished.index.contains("data-js=\"app-1a2b.js\""));
    }

    #[test]
    fn the_names_are_pinned() {
        let finished = finished();
        assert_eq!(finished.boot, "boot-233431e74c945a0e.js");
        assert_eq!(finished.worker_js, "worker-a5f13918254904d8.js");
        assert_eq!(finished.worker_wasm, "worker-a5f13918254904d8_bg.wasm");
    }

    #[test]
    fn a_new_worker_changes_both_of_its_names_and_no_other() {
        let newer = finish(INDEX, b"boot", b"worker", b"newer wasm").unwrap();
        assert_eq!(newer.boot, finished().boot);
        assert_ne!(newer.worker_js, finished().worker_js);
        assert_ne!(newer.worker_wasm, finished().worker_wasm);
    }

    #[test]
    fn the_order_of_the_metas_attributes_does_not_matter() {
        let turned = INDEX.replace(
            r#"<meta name="touchline-worker" data-js="./worker.js" data-wasm="./worker_bg.wasm">"#,
            r#"<meta data-wasm="./worker_bg.wasm" data-js="./worker.js" name="touchline-worker" />"#,
        );
        let index = finish(&turned, b"boot", b"worker", b"wasm").unwrap().index;
        assert!(!index.contains("./worker.js") && !index.contains("./worker_bg.wasm"));
    }

    #[test]
    fn each_missing_placeholder_has_its_own_error() {
        let cases = [
            ("./boot.js", Missing::Boot),
            ("touchline-worker", Missing::WorkerMeta),
            ("./worker.js", Missing::WorkerJs),
            ("./worker_bg.wasm", Missing::WorkerWasm),
        ];
        for (gone, error) in cases {
            let index = INDEX.replace(gone, "gone");
            let result = finish(&index, b"boot", b"worker", b"wasm");
            assert_eq!(result, Err(error), "{gone}");
        }
    }

    #[test]
    fn the_folder_holds_the_renamed_files_and_no_strays() {
        let folder = folder();
        finish_folder(folder.path()).unwrap();
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let finished = finished();
        assert_eq!(names, ["app-1a2b.js", &finished.boot, "index.html", &finished.worker_js, &finished.worker_wasm]);
        let index = fs::read_to_string(folder.path().join("index.html")).unwrap();
        assert_eq!(index, finished.index);
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = folder();
        fs::remove_file(folder.path().join("boot.js")).unwrap();
        let error = finish_folder(folder.path()).unwrap_err();
        assert!(error.to_string().starts_with("boot.js is not in"));
    }
}
