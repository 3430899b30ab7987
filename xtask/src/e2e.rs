//! The end-to-end tests: their npm packages, a server for dist/, and Node's test runner.

use crate::lockfile::{major, told_version};
use crate::server::Server;
use crate::site::Site;
use crate::step::{Outcome, answer, run as run_command, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

const FOLDER: &str = "tests/e2e";
const SUB_PATH: &str = "/some/sub/path/";
/// The first Node whose test runner and browser library fit.
const NODE: u32 = 20;

/// Runs every `tests/e2e/*.test.mjs` against dist/, served at the root and under a sub-path.
pub fn run(workspace: &Workspace, chromium: &Path) -> Result<()> {
    packages(workspace)?;
    let files = test_files(&workspace.root().join(FOLDER))?;
    run_files(workspace, chromium, "end-to-end tests", &files, &[])
}

/// What the tests of storage repeat a few times, many times.
const LONG: [(&str, &str); 2] = [("TOUCHLINE_KILLS", "200"), ("TOUCHLINE_TAB_ACTIONS", "2000")];

/// The tests of storage and of use without a network, in their long form.
pub fn prove(workspace: &Workspace, chromium: &Path) -> Result<()> {
    packages(workspace)?;
    let files = ["durable", "tabs", "offline"].map(|name| format!("{FOLDER}/{name}.test.mjs"));
    run_files(workspace, chromium, "the long form of the tests of storage", &files, &LONG)
}

/// That nothing leaves Firefox either, and that the page works there without its host.
pub fn prove_in_firefox(workspace: &Workspace, chromium: &Path, firefox: &Path) -> Result<()> {
    packages(workspace)?;
    let files = [format!("{FOLDER}/firefox.prove.mjs")];
    let name = "leaks and use without a network, in Firefox";
    run_files(workspace, chromium, name, &files, &[("FIREFOX", &firefox.to_string_lossy())])
}

fn run_files(
    workspace: &Workspace,
    chromium: &Path,
    name: &str,
    files: &[String],
    settings: &[(&str, &str)],
) -> Result<()> {
    step(name, || {
        let server = Server::start(Site::also_under(workspace.dist(), SUB_PATH), 0)?;
        let url = server.url();
        let sub_url = format!("{}{SUB_PATH}", url.trim_end_matches('/'));
        run_command(
            workspace
                .command("node")?
                .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
                .args(files)
                .envs(settings.iter().copied())
                .env("TOUCHLINE_URL", url)
                .env("TOUCHLINE_SUB_URL", sub_url)
                .env("CHROME", chromium),
        )?;
        Ok(Outcome::Done)
    })
}

/// Times the page in dist/ with made-up files and prints JSON.
pub fn bench(workspace: &Workspace, chromium: &Path, large: bool) -> Result<()> {
    packages(workspace)?;
    let server = Server::start(Site::at_root(workspace.dist()), 0)?;
    let mut command = workspace.command("node")?;
    command.arg(format!("{FOLDER}/bench.mjs")).args(large.then_some("--large"));
    run_command(command.env("TOUCHLINE_URL", server.url()).env("CHROME", chromium))
}

/// Takes pictures of every view of the page in dist/, and those of the README anew.
pub fn pictures(workspace: &Workspace, chromium: &Path) -> Result<()> {
    packages(workspace)?;
    let server = Server::start(Site::at_root(workspace.dist()), 0)?;
    let folder = workspace.root().join("target/pictures");
    let mut command = workspace.command("node")?;
    command.arg(format!("{FOLDER}/pictures.mjs")).env("TOUCHLINE_PICTURES", &folder);
    command.env("TOUCHLINE_DOCS", workspace.root().join("docs"));
    run_command(command.env("TOUCHLINE_URL", server.url()).env("CHROME", chromium))?;
    println!("They are in {}", folder.display());
    Ok(())
}

/// A copy of the lock file stays with the installed packages: when the two differ, they are installed anew.
fn packages(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root().join(FOLDER);
    let installed_from = folder.join("node_modules/.installed-from.json");
    step("npm packages", || {
        let node = answer(workspace.command("node")?.arg("--version")).unwrap_or_default();
        let version = told_version(&node).unwrap_or("of unknown version");
        if major(version).is_none_or(|major| major < NODE) {
            bail!("Node {NODE} or newer is needed and Node {version} is there: install a newer one");
        }
        let lock = fs::read(folder.join("package-lock.json"))
            .with_context(|| format!("{FOLDER}/package-lock.json can't be read"))?;
        if fs::read(&installed_from).is_ok_and(|installed| installed == lock) {
            return Ok(Outcome::AlreadyThere);
        }
        run_command(workspace.command("npm")?.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
        fs::write(&installed_from, lock).with_context(|| format!("{} can't be written", installed_from.display()))?;
        Ok(Outcome::Done)
    })
}

/// Sorted, and named one by one: what Node makes of a folder depends on its version.
fn test_files(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{FOLDER} can't be read"))?;
    let mut files = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(format!("{FOLDER}/{name}"));
        }
    }
    if files.is_empty() {
        bail!("{FOLDER} holds no *.test.mjs");
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_files_are_all_found_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.test.mjs", "a.test.mjs", "page.mjs", "package.json"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(test_files(folder.path()).unwrap(), ["tests/e2e/a.test.mjs", "tests/e2e/b.test.mjs"]);
    }

    #[test]
    fn no_test_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(test_files(folder.path()).is_err());
    }
}
