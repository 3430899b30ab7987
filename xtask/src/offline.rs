//! The list by which the service worker keeps a build: every file with its size and its SHA-256, and the headers with which
//! it answers.

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// The service worker; it is not in its own list.
pub const WORKER: &str = "sw.js";

/// Files for hosts, which no page asks for.
const FOR_HOSTS: [&str; 1] = ["_headers"];

/// Writes the list, a version that changes with any file, and the headers into the service worker of a finished folder.
pub fn list(folder: &Path, index: &str) -> Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != WORKER && !FOR_HOSTS.contains(&name.as_str()));
    names.sort();
    let mut files = Map::new();
    for name in names {
        let bytes = fs::read(folder.join(&name)).with_context(|| format!("{name} can't be read"))?;
        files.insert(name, json!({ "size": bytes.len(), "sha256": hex(&Sha256::digest(&bytes)) }));
    }
    let files = Value::Object(files).to_string();
    let version = hex(&Sha256::digest(files.as_bytes()));
    let path = folder.join(WORKER);
    let script = fs::read_to_string(&path).context("sw.js is not in Trunk's output: does index.html link it?")?;
    let script = script
        .replace("{version}", &version[..16])
        .replace("{files}", &files)
        .replace("{headers}", &headers(index)?.to_string());
    fs::write(&path, script).context("sw.js can't be written")
}

/// The page's policy as a header, with what a page cannot say of itself.
fn headers(index: &str) -> Result<Value> {
    let policy = policy(index).context("index.html has no policy")?;
    Ok(json!({
        "Content-Security-Policy": format!("{policy}; frame-ancestors 'none'"),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }))
}

/// The content of the meta tag of the policy.
pub fn policy(index: &str) -> Option<&str> {
    let (_, rest) = index.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    rest.split_once('"').map(|(policy, _)| policy)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; form-action 'none'\">";

    fn listed(extra: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("index.html", INDEX),
            ("a.txt", "abc"),
            ("b.txt", extra),
            ("_headers", "hosts"),
            (WORKER, "v = '{version}'; f = {files}; h = {headers}"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        list(folder.path(), INDEX).unwrap();
        fs::read_to_string(folder.path().join(WORKER)).unwrap()
    }

    #[test]
    fn every_file_stands_with_its_size_and_digest_but_the_worker_itself_and_what_is_for_hosts() {
        let script = listed("");
        // The digest of "abc" is the standard's first example; the order of the two fields is no part of it.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let forms = [format!("{{\"sha256\":\"{abc}\",\"size\":3}}"), format!("{{\"size\":3,\"sha256\":\"{abc}\"}}")];
        assert!(forms.iter().any(|form| script.contains(&format!("\"a.txt\":{form}"))), "{script}");
        assert!(script.contains("\"index.html\":"));
        assert!(!script.contains("sw.js") && !script.contains("_headers"), "{script}");
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_nothing_else() {
        let version = |script: String| script.split('\'').nth(1).map(str::to_owned);
        assert_eq!(version(listed("1")), version(listed("1")));
        assert_ne!(version(listed("1")), version(listed("2")));
    }

    #[test]
    fn the_header_is_the_policy_of_the_page_and_what_only_a_header_can_say() {
        let script = listed("");
        assert!(script.contains("\"default-src 'none'; form-action 'none'; frame-ancestors 'none'\""), "{script}");
        assert!(list(tempfile::tempdir().unwrap().path(), "").is_err());
    }
}
