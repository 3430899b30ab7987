//! What a visitor downloads before the first screen and before the first chart, gzipped as hosts send it, and the
//! limits of both.

use crate::step::{Outcome, step};
use crate::tools::Means;
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Bytes of index.html and of all that it loads by itself, at most.
const FIRST_SCREEN: usize = 300_000;
/// The same with the worker.
const FIRST_CHART: usize = 550_000;

const WORKER: &str = "touchline-worker";
const LOADING_TAGS: [&str; 3] = ["link", "script", "meta"];
const ADDRESSES: [&str; 4] = ["href", "src", "data-js", "data-wasm"];

/// One file by its name in dist/, with its gzipped bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Weighed {
    name: String,
    bytes: usize,
}

/// What must come before something can be seen.
#[derive(Debug, PartialEq, Eq)]
struct Load {
    screen: Vec<Weighed>,
    worker: Vec<Weighed>,
}

/// The names that index.html loads: for the screen, and for the worker.
#[derive(Debug, Default, PartialEq, Eq)]
struct Named {
    screen: Vec<String>,
    worker: Vec<String>,
}

/// Prints the weights of a built folder; an error where one is over its limit and all that makes files small is there.
pub fn check(dist: &Path, means: Means) -> Result<()> {
    step("download sizes", || {
        let load = weigh(dist)?;
        print!("{load}");
        match load.excess() {
            None => Ok(Outcome::Done),
            Some(excess) if means.are_all_there() => bail!("{excess}"),
            Some(excess) => Ok(Outcome::Note(format!(
                "not held to the limits, since not all that makes files small is there: {excess}"
            ))),
        }
    })
}

fn weigh(dist: &Path) -> Result<Load> {
    let index = fs::read_to_string(dist.join("index.html")).context("dist/ has no index.html")?;
    let named = named(&index);
    if named.worker.is_empty() {
        bail!("index.html names no files of the worker");
    }
    let all = |names: Vec<String>| names.into_iter().map(|name| weigh_file(dist, name)).collect::<Result<_>>();
    let mut screen = vec!["index.html".to_owned()];
    screen.extend(named.screen);
    Ok(Load { screen: all(screen)?, worker: all(named.worker)? })
}

fn weigh_file(dist: &Path, name: String) -> Result<Weighed> {
    let content = fs::read(dist.join(&name)).with_context(|| format!("index.html loads {name}, which is not there"))?;
    Ok(Weighed { bytes: gzipped(&content)?, name })
}

fn gzipped(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

/// Each name once, in the order of the page. Other programs that a meta tag names are loaded on demand.
fn named(index: &str) -> Named {
    let mut named = Named::default();
    for tag in tags(index) {
        let is_meta = tag.starts_with("meta");
        let names = match attribute(tag, "name") {
            Some(WORKER) if is_meta => &mut named.worker,
            _ if is_meta => continue,
            _ => &mut named.screen,
        };
        for address in ADDRESSES.iter().filter_map(|name| attribute(tag, name)) {
            let name = address.trim_start_matches("./").to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    named
}

/// The insides of the tags that load something.
fn tags(index: &str) -> impl Iterator<Item = &str> {
    let insides = index.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(inside, _)| inside));
    insides.filter(|inside| {
        let name = inside.split(|character: char| character.is_whitespace()).next().unwrap_or_default();
        LOADING_TAGS.contains(&name)
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn sum(files: &[Weighed]) -> usize {
    files.iter().map(|file| file.bytes).sum()
}

impl Load {
    fn first_screen(&self) -> usize {
        sum(&self.screen)
    }

    fn first_chart(&self) -> usize {
        self.first_screen() + sum(&self.worker)
    }

    /// What is over its limit, and by how much.
    fn excess(&self) -> Option<String> {
        let sums =
            [("first screen", self.first_screen(), FIRST_SCREEN), ("first chart", self.first_chart(), FIRST_CHART)];
        let over = sums.iter().filter(|(_, bytes, limit)| bytes > limit);
        let over: Vec<String> =
            over.map(|(what, bytes, limit)| format!("the {what} is {} bytes over its limit", bytes - limit)).collect();
        (!over.is_empty()).then(|| over.join(", "))
    }
}

impl fmt::Display for Load {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "  gzipped bytes")?;
        for file in &self.screen {
            writeln!(out, "  {:>9}  {}", file.bytes, file.name)?;
        }
        writeln!(out, "  {:>9}  to the first screen, of {FIRST_SCREEN}", self.first_screen())?;
        for file in &self.worker {
            writeln!(out, "  {:>9}  {}", file.bytes, file.name)?;
        }
        writeln!(out, "  {:>9}  to the first chart, of {FIRST_CHART}", self.first_chart())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::{Library, Optimiser, Scripts};

    const ALL: Means = Means { optimiser: Optimiser::WasmOpt, library: Library::Small, scripts: Scripts::Small };

    const INDEX: &str = r#"<!doctype html><html><head>
    <meta name="description" content="Nothing to load.">
    <meta name="touchline-worker" data-js="./worker-1.js" data-wasm="./worker-1_bg.wasm">
    <meta name="touchline-other" data-js="./other-1.js" data-wasm="./other-1_bg.wasm">
    <link rel="stylesheet" href="./page-1.css"/><link rel="modulepreload" href="./app-1.js">
    </head><body><p><a href="./">Load the page again</a></p>
    <script type="module" src="./boot-1.js" data-js="./app-1.js" data-wasm="./app-1_bg.wasm"></script></body></html>"#;

    /// Bytes that gzip cannot shorten, by a linear congruence.
    fn noise(length: usize) -> Vec<u8> {
        let next = |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        std::iter::successors(Some(1_u64), next).take(length).map(|state| (state >> 56) as u8).collect()
    }

    /// A built folder whose page program and worker have so many bytes of noise.
    fn dist(app: usize, worker: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["worker-1.js", "page-1.css", "app-1.js", "boot-1.js"] {
            fs::write(folder.path().join(name), "short").unwrap();
        }
        fs::write(folder.path().join("index.html"), INDEX).unwrap();
        fs::write(folder.path().join("app-1_bg.wasm"), noise(app)).unwrap();
        fs::write(folder.path().join("worker-1_bg.wasm"), noise(worker)).unwrap();
        folder
    }

    #[test]
    fn what_the_page_loads_is_named_once_and_what_waits_is_not() {
        let screen = ["page-1.css", "app-1.js", "boot-1.js", "app-1_bg.wasm"].map(str::to_owned).to_vec();
        let worker = ["worker-1.js", "worker-1_bg.wasm"].map(str::to_owned).to_vec();
        assert_eq!(named(INDEX), Named { screen, worker });
    }

    #[test]
    fn files_within_both_limits_pass() {
        let dist = dist(FIRST_SCREEN - 10_000, FIRST_CHART - FIRST_SCREEN - 10_000);
        check(dist.path(), ALL).unwrap();
    }

    #[test]
    fn a_page_too_large_fails() {
        let dist = dist(FIRST_SCREEN + 1_000, 1_000);
        let error = check(dist.path(), ALL).unwrap_err().to_string();
        assert!(error.starts_with("the first screen is ") && !error.contains("chart"), "{error}");
    }

    #[test]
    fn a_worker_too_large_fails() {
        let dist = dist(200_000, FIRST_CHART - 199_000);
        let error = check(dist.path(), ALL).unwrap_err().to_string();
        assert!(error.starts_with("the first chart is ") && !error.contains("screen"), "{error}");
    }

    #[test]
    fn without_all_means_nothing_fails() {
        let dist = dist(FIRST_SCREEN + 1_000, FIRST_CHART);
        check(dist.path(), Means { library: Library::Shipped, ..ALL }).unwrap();
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let dist = dist(1_000, 1_000);
        fs::remove_file(dist.path().join("boot-1.js")).unwrap();
        let error = weigh(dist.path()).unwrap_err().to_string();
        assert_eq!(error, "index.html loads boot-1.js, which is not there");
    }

    #[test]
    fn gzip_shortens_what_repeats() {
        assert!(gzipped(&[7; 10_000]).unwrap() < 100);
    }
}
