//! A digest of files: equal exactly when the same paths hold the same bytes. Times and owners do not count.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// What the page is built from, relative to the repository's root.
pub const INPUTS: [&str; 12] = [
    "src",
    "derive",
    "style",
    "public",
    "deploy",
    "xtask/src",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "CHANGELOG.md",
    ".cargo/config.toml",
];

/// 32 hexadecimal digits for the files at and below `entries`, and for `beside`, which holds what counts but is no file.
/// An entry that does not exist counts as empty.
pub fn of_files(root: &Path, entries: &[&str], beside: &str) -> Result<String> {
    let mut files = Vec::new();
    for entry in entries {
        collect(&root.join(entry), &mut files)?;
    }
    files.sort();
    let mut hasher = Xxh3::new();
    absorb(&mut hasher, beside.as_bytes());
    for file in files {
        let bytes = fs::read(&file).with_context(|| format!("{} can't be read", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file);
        absorb(&mut hasher, slashed(name).as_bytes());
        absorb(&mut hasher, &bytes);
    }
    Ok(format!("{:032x}", hasher.digest128()))
}

/// 16 hexadecimal digits for one content.
pub fn of_bytes(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}

/// The length goes first, so that no two lists of pieces run together into the same bytes.
fn absorb(hasher: &mut Xxh3, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        let entries = fs::read_dir(path).with_context(|| format!("{} can't be read", path.display()))?;
        for entry in entries {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn digest(files: &[(&str, &str)]) -> String {
        of_files(folder(files).path(), &["src", "index.html"], "rustc 1").unwrap()
    }

    #[test]
    fn the_same_files_elsewhere_have_the_same_digest() {
        let files = [("src/a.rs", "a"), ("src/in/b.rs", "b"), ("index.html", "")];
        let turned = [("index.html", ""), ("src/in/b.rs", "b"), ("src/a.rs", "a")];
        assert_eq!(digest(&files), digest(&turned));
        assert_eq!(digest(&files).len(), 32);
    }

    #[test]
    fn a_changed_byte_a_new_name_and_a_shifted_border_change_it() {
        let before = digest(&[("src/a.rs", "ab"), ("src/b.rs", "c")]);
        let cases: [&[(&str, &str)]; 4] = [
            &[("src/a.rs", "aB"), ("src/b.rs", "c")],
            &[("src/a.rs", "ab"), ("src/c.rs", "c")],
            &[("src/a.rs", "a"), ("src/b.rs", "bc")],
            &[("src/a.rs", "ab"), ("src/b.rs", "c"), ("index.html", "")],
        ];
        for after in cases {
            assert_ne!(digest(after), before, "{after:?}");
        }
    }

    #[test]
    fn files_outside_the_entries_do_not_count_and_the_compiler_does() {
        let one = folder(&[("src/a.rs", "a"), ("README.md", "one")]);
        let two = folder(&[("src/a.rs", "a"), ("README.md", "two")]);
        let of = |folder: &TempDir, beside| of_files(folder.path(), &["src"], beside).unwrap();
        assert_eq!(of(&one, "rustc 1"), of(&two, "rustc 1"));
        assert_ne!(of(&one, "rustc 1"), of(&one, "rustc 2"));
    }

    #[test]
    fn the_content_hash_is_pinned() {
        assert_eq!(of_bytes(b""), "2d06800538d394c2");
    }
}
