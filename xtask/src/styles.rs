//! The page's style sheets as one file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::fingerprint::of_bytes;

/// Puts the style sheets that the page links into one file, which packs better than all of them apart.
pub fn with_one(folder: &Path, index: String) -> Result<String> {
    const LINK: &str = "<link rel=\"stylesheet\" href=\"./";
    let links: Vec<&str> =
        index.split(LINK).skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name).collect();
    let mut styles = Vec::new();
    for name in &links {
        let path = folder.join(name);
        styles.extend(fs::read(&path).with_context(|| format!("index.html links {name}, which is not there"))?);
        styles.push(b'\n');
        fs::remove_file(&path).with_context(|| format!("{name} can't be removed"))?;
    }
    let Some((first, others)) = links.split_first() else { return Ok(index) };
    let one = format!("style-{}.css", of_bytes(&styles));
    fs::write(folder.join(&one), &styles).with_context(|| format!("{one} can't be written"))?;
    let without = |index: String, name: &&str| index.replace(&format!("{LINK}{name}\"/>"), "");
    Ok(others.iter().fold(index.replace(&format!("{LINK}{first}\""), &format!("{LINK}{one}\"")), without))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_are_put_into_one_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("a-1.css", "a{}"), ("b-2.css", "b{}")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"./{name}\"/>");
        let index = format!("<head>{}{}</head>", link("b-2.css"), link("a-1.css"));
        let index = with_one(folder.path(), index).unwrap();
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        let [one] = files.as_slice() else { panic!("{files:?}") };
        assert_eq!(fs::read_to_string(one).unwrap(), "b{}\na{}\n");
        let name = one.file_name().unwrap().to_str().unwrap();
        assert_eq!(index, format!("<head>{}</head>", link(name)));
    }
}
