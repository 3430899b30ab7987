//! A playbook from a file.

use std::{error::Error, fs};

use touchline::domain::playbook::{Playbook, json};

/// Reads it; every fault is told with the file's name.
pub fn read(file: &str) -> Result<Playbook, Box<dyn Error>> {
    let text = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    json::read(&text).map_err(|faults| {
        let told: Vec<String> = faults.iter().map(|fault| format!("{file}: {fault}")).collect();
        told.join("\n").into()
    })
}
