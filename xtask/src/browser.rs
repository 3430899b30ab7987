//! Chromium, its driver and Firefox: found, or installed where that can be done without asking.

use crate::step::{Outcome, run, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const CHROMIUM_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// What Debian calls them.
const CHROMIUM_PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];
const FIREFOX_PACKAGES: [&str; 1] = ["firefox-esr"];

/// A browser and the program through which tests drive it.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

/// Both, found or installed.
pub fn with_driver(workspace: &Workspace) -> Result<Browser> {
    Ok(Browser {
        chromium: chromium(workspace)?,
        driver: obtain(workspace, "ChromeDriver", "CHROMEDRIVER", &["chromedriver"], &CHROMIUM_PACKAGES)?,
    })
}

/// The browser: the one that `CHROME` names, or the first in PATH.
pub fn chromium(workspace: &Workspace) -> Result<PathBuf> {
    obtain(workspace, "Chromium", "CHROME", &CHROMIUM_NAMES, &CHROMIUM_PACKAGES)
}

/// Firefox: the one that `FIREFOX` names, or the first in PATH. It needs no driver.
pub fn firefox(workspace: &Workspace) -> Result<PathBuf> {
    obtain(workspace, "Firefox", "FIREFOX", &FIREFOX_NAMES, &FIREFOX_PACKAGES)
}

/// A copy of webdriver.json that names the browser's file. Returns the copy's path.
pub fn driver_settings(workspace: &Workspace, chromium: &Path) -> Result<PathBuf> {
    let source = workspace.root().join("webdriver.json");
    let text = fs::read_to_string(&source).context("webdriver.json can't be read")?;
    let copy = workspace.scratch().join("webdriver.json");
    fs::create_dir_all(workspace.scratch())?;
    fs::write(&copy, with_binary(&text, chromium)?).with_context(|| format!("{} can't be written", copy.display()))?;
    Ok(copy)
}

fn with_binary(settings: &str, chromium: &Path) -> Result<String> {
    let mut settings: Value = serde_json::from_str(settings).context("webdriver.json is not JSON")?;
    let options = settings
        .get_mut("goog:chromeOptions")
        .and_then(Value::as_object_mut)
        .context("webdriver.json has no goog:chromeOptions")?;
    options.insert("binary".into(), json!(chromium.to_string_lossy()));
    Ok(format!("{settings:#}"))
}

fn obtain(workspace: &Workspace, name: &str, variable: &str, files: &[&str], packages: &[&str]) -> Result<PathBuf> {
    let mut found = None;
    step(name, || {
        found = named(variable)?.or_else(|| in_path(workspace, files));
        if found.is_some() {
            return Ok(Outcome::AlreadyThere);
        }
        install(workspace, packages).with_context(|| format!("{name} is missing, and {variable} does not name it"))?;
        found = in_path(workspace, files);
        Ok(Outcome::Done)
    })?;
    found.with_context(|| format!("{name} was installed and is not in PATH: set {variable}"))
}

fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = env::var_os(variable).map(PathBuf::from) else {
        return Ok(None);
    };
    if !path.is_file() {
        bail!("{variable} names {}, which is no file", path.display());
    }
    Ok(Some(path))
}

fn in_path(workspace: &Workspace, names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| workspace.program(name))
}

fn install(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    if !workspace.is_root() || workspace.program("apt-get").is_none() {
        bail!("install it, as root on Debian with `apt-get install -y {}`, or set the variable", packages.join(" "));
    }
    run(workspace.command("apt-get")?.args(["update", "-qq"]))?;
    run(workspace
        .command("apt-get")?
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_file_joins_the_settings_that_are_there() {
        let settings = r#"{"goog:chromeOptions": {"args": ["--headless=new"]}}"#;
        let with = with_binary(settings, Path::new("/opt/chromium")).unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&with).unwrap(),
            json!({"goog:chromeOptions": {"args": ["--headless=new"], "binary": "/opt/chromium"}})
        );
    }

    #[test]
    fn settings_for_another_browser_are_refused() {
        assert!(with_binary(r#"{"moz:firefoxOptions": {}}"#, Path::new("x")).is_err());
    }

    #[test]
    fn the_kept_settings_are_chromiums() {
        let kept = include_str!("../../webdriver.json");
        assert!(with_binary(kept, Path::new("/opt/chromium")).is_ok());
    }
}
