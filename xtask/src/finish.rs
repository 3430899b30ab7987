//! The last step of a Trunk build: the files that Trunk does not hash get names that change with their content, so that
//! an open page never starts a newer worker than its own, and index.html names them.

use crate::fingerprint::of_bytes;
use crate::{offline, styles};
use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs;
use std::path::Path;

/// The files that index.html names by "./" and their name. Those of one program share one hash over all of them: its
/// script, started without a path, looks for its own name with `_bg.wasm`.
const TOGETHER: [&[&str]; 8] = [
    &["boot.js"],
    &["theme.js"],
    &["worker.js", "worker_bg.wasm"],
    &["vault.js", "vault_bg.wasm"],
    &["views.js", "views_bg.wasm", "views.css"],
    &["analyst.js", "analyst_bg.wasm"],
    &["codec.js", "codec_bg.wasm"],
    &["zones.bin"],
];

/// A name in the tables of older encodings: the codec has them, so that the worker need not be larger for them.
const IN_THE_TABLES: &[u8] = b"x-mac-cyrillic";

/// A file that index.html does not name.
#[derive(Debug, PartialEq, Eq)]
struct Unnamed(&'static str);

impl fmt::Display for Unnamed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unnamed(file) = self;
        write!(formatter, "index.html does not name \"./{file}\": ")?;
        formatter.write_str(match *file {
            "boot.js" => "see pattern_script in Trunk.toml",
            "theme.js" => "a <script> in its head loads it",
            _ => "a <meta name=\"touchline-...\"> tells the page where it is",
        })
    }
}

impl std::error::Error for Unnamed {}

/// What the files of one hash are called, before and after.
type Renamed = Vec<(&'static str, String)>;

/// Finishes a folder that Trunk has assembled.
pub fn finish(folder: &Path) -> Result<()> {
    let index = fs::read_to_string(folder.join("index.html")).context("index.html is not in Trunk's output")?;
    let mut names = Vec::new();
    for files in TOGETHER {
        let mut bytes = Vec::new();
        for file in files {
            bytes.extend(
                fs::read(folder.join(file))
                    .with_context(|| format!("{file} is not in Trunk's output: does index.html link it for Trunk?"))?,
            );
        }
        names.extend(renamed(files, &bytes));
    }
    let worker = fs::read(folder.join("worker_bg.wasm")).context("worker_bg.wasm can't be read")?;
    if worker.windows(IN_THE_TABLES.len()).any(|bytes| bytes == IN_THE_TABLES) {
        bail!("the worker holds the tables of older encodings: its code must not name table::Legacy, nor what uses it");
    }
    let index = styles::with_one(folder, with_names(index, &names)?)?;
    for (from, to) in names {
        fs::rename(folder.join(from), folder.join(&to)).with_context(|| format!("{from} can't be renamed to {to}"))?;
    }
    fs::write(folder.join("index.html"), &index).context("index.html can't be written")?;
    remove_strays(folder)?;
    offline::list(folder, &index)
}

fn renamed(files: &'static [&str], bytes: &[u8]) -> Renamed {
    let hash = of_bytes(bytes);
    let hashed = |file: &str| {
        let (stem, rest) = file.split_at(file.find(['_', '.']).unwrap_or(file.len()));
        format!("{stem}-{hash}{rest}")
    };
    files.iter().map(|file| (*file, hashed(file))).collect()
}

fn with_names(index: String, names: &Renamed) -> Result<String, Unnamed> {
    names.iter().try_fold(index, |index, (from, to)| {
        let quoted = format!("\"./{from}\"");
        match index.contains(&quoted) {
            true => Ok(index.replace(&quoted, &format!("\"./{to}\""))),
            false => Err(Unnamed(from)),
        }
    })
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
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <meta name="touchline-worker" data-js="./worker.js" data-wasm="./worker_bg.wasm">
    <meta name="touchline-vault" data-js="./vault.js" data-wasm="./vault_bg.wasm">
    <meta name="touchline-views" data-js="./views.js" data-wasm="./views_bg.wasm" data-css="./views.css">
    <meta name="touchline-analyst" data-js="./analyst.js" data-wasm="./analyst_bg.wasm">
    <meta name="touchline-codec" data-js="./codec.js" data-wasm="./codec_bg.wasm">
    <meta name="touchline-zones" data-src="./zones.bin">
    <script src="./theme.js"></script>
    <link rel="modulepreload" href="./app-1a2b.js">
    </head><body>
    <script type="module" src="./boot.js" data-js="app-1a2b.js" data-wasm="app-1a2b_bg.wasm"></script>
    </body></html>"#;

    const NAMES: [(&str, &str); 14] = [
        ("theme.js", "theme-e64f833fb8d73330.js"),
        ("boot.js", "boot-233431e74c945a0e.js"),
        ("worker.js", "worker-a5f13918254904d8.js"),
        ("worker_bg.wasm", "worker-a5f13918254904d8_bg.wasm"),
        ("vault.js", "vault-dc709cb6fa8259a7.js"),
        ("vault_bg.wasm", "vault-dc709cb6fa8259a7_bg.wasm"),
        ("views.js", "views-7613b79108b7a5d4.js"),
        ("views_bg.wasm", "views-7613b79108b7a5d4_bg.wasm"),
        ("views.css", "views-7613b79108b7a5d4.css"),
        ("analyst.js", "analyst-8254ff08e0e70101.js"),
        ("analyst_bg.wasm", "analyst-8254ff08e0e70101_bg.wasm"),
        ("codec.js", "codec-5ec28c33ee37e45c.js"),
        ("codec_bg.wasm", "codec-5ec28c33ee37e45c_bg.wasm"),
        ("zones.bin", "zones-29731650ed35f961.bin"),
    ];

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("index.html", INDEX),
            ("boot.js", "boot"),
            ("theme.js", "theme"),
            ("worker.js", "worker"),
            ("worker_bg.wasm", "wasm"),
            ("worker.d.ts", "export {}"),
            ("vault.js", "vault"),
            ("vault_bg.wasm", "stores"),
            ("views.js", "views"),
            ("views_bg.wasm", "further"),
            ("views.css", "looks"),
            ("analyst.js", "analyst"),
            ("analyst_bg.wasm", "studies"),
            ("codec.js", "codec"),
            ("codec_bg.wasm", "tables"),
            ("zones.bin", "zones"),
            ("sw.js", "const FILES = {files};"),
            ("app-1a2b.js", "app"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn finished(folder: &Path) -> (Vec<String>, String) {
        finish(folder).unwrap();
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        (names, fs::read_to_string(folder.join("index.html")).unwrap())
    }

    #[test]
    fn the_folder_holds_the_renamed_files_and_no_strays_and_the_page_names_them() {
        let folder = folder();
        let (names, index) = finished(folder.path());
        let mut expected = vec!["app-1a2b.js", "index.html", "sw.js"];
        expected.extend(NAMES.map(|(_, name)| name));
        expected.sort_unstable();
        assert_eq!(names, expected);
        let named = NAMES.iter().fold(INDEX.to_owned(), |index, (from, to)| {
            index.replace(&format!("\"./{from}\""), &format!("\"./{to}\""))
        });
        assert_eq!(index, named);
        assert!(index.contains("data-js=\"app-1a2b.js\""));
    }

    #[test]
    fn a_new_worker_changes_both_of_its_names_and_no_other() {
        let folder = folder();
        fs::write(folder.path().join("worker_bg.wasm"), "newer").unwrap();
        let (names, _) = finished(folder.path());
        let kept = |name: &str| names.iter().any(|known| known == name);
        assert_eq!(
            NAMES.map(|(_, name)| kept(name)),
            [true, true, false, false, true, true, true, true, true, true, true, true, true, true]
        );
    }

    #[test]
    fn a_file_that_the_page_does_not_name_is_told() {
        for (file, _) in NAMES {
            let folder = folder();
            fs::write(folder.path().join("index.html"), INDEX.replace(&format!("\"./{file}\""), "\"gone\"")).unwrap();
            let error = finish(folder.path()).unwrap_err();
            assert!(error.to_string().contains(&format!("does not name \"./{file}\"")), "{error}");
        }
    }

    #[test]
    fn a_worker_with_the_tables_of_the_codec_is_refused() {
        let folder = folder();
        fs::write(folder.path().join("worker_bg.wasm"), "\0asm x-mac-cyrillic").unwrap();
        let error = finish(folder.path()).unwrap_err();
        assert!(error.to_string().starts_with("the worker holds the tables"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        for (file, _) in NAMES {
            let folder = folder();
            fs::remove_file(folder.path().join(file)).unwrap();
            let error = finish(folder.path()).unwrap_err();
            assert!(error.to_string().starts_with(&format!("{file} is not in")), "{error}");
        }
    }
}
