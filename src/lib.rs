//! Touchline: marketing attribution that runs wholly in the browser.
//!
//! Layers, each using only those above it:
//!
//! 1. [`domain`]: leads, journeys, attribution, uncertainty, findings. Pure.
//! 2. [`engine`], [`chart`], [`protocol`], [`session`], [`store`]: pure as well.
//! 3. `web` (browser only) and `ui` (Leptos only), compiled for wasm32 alone.
//!
//! The headless way through is short:
//!
//! ```
//! use touchline::domain::{dataset::Dataset, import, playbook::Playbook};
//! use touchline::engine::{self, query::Query};
//!
//! let csv = "property_id,primary_persona,sii_score,risk_score\n\
//!            a,Deal_Hunter,110,95\n\
//!            b,Deal_Hunter,90,80\n";
//! let import = import::read_leads(csv.as_bytes())?;
//! let dataset = Dataset::synthesise("two.csv", import, Playbook::default())?;
//! let report = engine::attribute(&dataset, &Query::default())?;
//! assert_eq!(report.counts.journeys, 2);
//! assert_eq!(report.counts.conversions, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod chart;
pub mod domain;
pub mod engine;
pub mod export;
pub mod handout;
pub mod pack;
pub mod protocol;
pub mod session;
pub mod sheet;
pub mod store;

#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;

/// The build's identity, the same in page and worker of one build.
pub const BUILD: &str = match option_env!("TOUCHLINE_BUILD") {
    Some(build) => build,
    None => "unidentified",
};
