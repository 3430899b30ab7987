//! The rules of the house that a test can hold.

use std::{
    fs,
    path::{Path, PathBuf},
};

const LONGEST_FILE: usize = 300;

/// Each layer and what it must not name.
const BROWSER: [&str; 4] = ["leptos", "web_sys", "js_sys", "wasm_bindgen"];

/// Each layer and what it must not name, the browser apart.
const PURE_LAYERS: [(&str, &[&str]); 9] = [
    (
        "src/domain/",
        &[
            "crate::engine",
            "crate::chart",
            "crate::protocol",
            "crate::session",
            "crate::store",
            "crate::web",
            "crate::ui",
            "getrandom",
            "std::time",
        ],
    ),
    (
        "src/engine/",
        &[
            "crate::chart",
            "crate::protocol",
            "crate::session",
            "crate::store",
            "crate::web",
            "crate::ui",
            "getrandom",
            "std::time",
        ],
    ),
    ("src/chart/", &["crate::engine", "crate::protocol", "crate::session", "crate::store", "crate::web", "crate::ui"]),
    ("src/store/", &["crate::engine", "crate::chart", "crate::protocol", "crate::session", "crate::web", "crate::ui"]),
    (
        "src/export/",
        &["crate::protocol", "crate::session", "crate::store", "crate::web", "crate::ui", "getrandom", "std::time"],
    ),
    ("src/sheet/", &["crate::protocol", "crate::store", "crate::web", "crate::ui", "getrandom", "std::time"]),
    ("src/handout/", &["crate::protocol", "crate::store", "crate::web", "crate::ui", "getrandom", "std::time"]),
    ("src/protocol", &["crate::chart", "crate::session", "crate::web", "crate::ui"]),
    ("src/session/", &["crate::chart", "crate::web", "crate::ui"]),
];

const BROWSER_LAYERS: [(&str, &[&str]); 2] =
    [("src/web/", &["crate::ui", "leptos"]), ("src/ui/", &["wasm_bindgen_futures", "web_sys::Idb", "postcard"])];

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The file without its tests, which stand at its end.
    fn outside_tests(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.starts_with("benches/") || self.path.ends_with("/tests.rs")
    }

    fn is_main(&self) -> bool {
        self.path.starts_with("src/bin/") || self.path.starts_with("examples/") || self.path == "xtask/src/main.rs"
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches", "examples", "xtask/src"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    let read = |file: &PathBuf| Source {
        path: file.strip_prefix(root).expect("below the root").to_string_lossy().into_owned(),
        text: fs::read_to_string(file).expect("a source is text"),
    };
    files.iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn assert_none(offenders: impl Iterator<Item = String>, rule: &str) {
    let offenders: Vec<String> = offenders.collect();
    assert!(offenders.is_empty(), "{rule}:\n{}", offenders.join("\n"));
}

fn lines_with<'a>(source: &'a Source, text: &'a str, words: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    text.lines().enumerate().filter_map(move |(index, line)| {
        let code = line.split("//").next().unwrap_or_default();
        let word = words.iter().find(|word| code.contains(**word))?;
        Some(format!("{}:{}: {word}", source.path, index + 1))
    })
}

#[test]
fn every_file_says_what_it_holds() {
    let silent = sources().into_iter().filter(|source| !source.text.starts_with("//! "));
    assert_none(silent.map(|source| source.path), "files that do not open with //!");
}

#[test]
fn a_file_has_one_subject() {
    let long = sources().into_iter().filter(|source| source.text.lines().count() > LONGEST_FILE);
    assert_none(long.map(|source| source.path), "files over 300 lines");
}

#[test]
fn layers_look_one_way() {
    let sources = sources();
    let of_layer = |layer: &'static str| sources.iter().filter(move |source| source.path.starts_with(layer));
    let named = |layers: &'static [(&str, &[&str])]| {
        layers.iter().flat_map(move |(layer, banned)| {
            of_layer(layer).flat_map(|source| lines_with(source, source.outside_tests(), banned))
        })
    };
    let browser = PURE_LAYERS
        .iter()
        .flat_map(|(layer, _)| of_layer(layer).flat_map(|source| lines_with(source, source.outside_tests(), &BROWSER)));
    assert_none(
        named(&PURE_LAYERS).chain(named(&BROWSER_LAYERS)).chain(browser),
        "a layer names what it must not know",
    );
}

#[test]
fn errors_are_handled_not_dropped() {
    let banned = [
        ".unwrap()",
        ".expect(",
        "todo!(",
        "unimplemented!(",
        "dbg!(",
        "let _ =",
        ", String>>",
        ", String> {",
        ".ok();",
    ];
    let sources = sources();
    let code = sources.iter().filter(|source| !source.is_test() && !source.is_main());
    assert_none(code.flat_map(|source| lines_with(source, source.outside_tests(), &banned)), "errors dropped");
}

#[test]
fn text_never_becomes_markup() {
    let banned = ["inner_html", "set_inner_html", "insert_adjacent_html", "outer_html", "document.write"];
    let sources = sources();
    let ours = sources.iter().filter(|source| source.path != "tests/native/tidy.rs");
    assert_none(ours.flat_map(|source| lines_with(source, &source.text, &banned)), "text made into markup");
}

#[test]
fn tasks_and_closures_live_in_web() {
    let banned = ["spawn_local", ".forget()", "Closure::"];
    let sources = sources();
    let outside =
        sources.iter().filter(|source| source.path.starts_with("src/") && !source.path.starts_with("src/web/"));
    assert_none(outside.flat_map(|source| lines_with(source, &source.text, &banned)), "tasks outside web");
}

#[test]
fn no_drawer_for_odds_and_ends() {
    let drawers = ["utils.rs", "util.rs", "common.rs", "types.rs", "helpers.rs", "misc.rs"];
    let named = |source: &Source| drawers.iter().any(|drawer| source.path.ends_with(&format!("/{drawer}")));
    assert_none(sources().into_iter().filter(named).map(|source| source.path), "files without a subject");
}
