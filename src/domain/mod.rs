//! The pure core, in the order data flows. Knows no browser, no clock, no entropy:
//! bytes, times and seeds are arguments.

mod intern;

pub mod zip;

pub mod lead;
pub mod measure;

pub mod import;

pub mod channel;

pub mod playbook;

pub mod isolated;
pub mod journey;

pub mod synthesis;

pub mod touchpoint;

pub mod dataset;

pub mod scope;

pub mod path;

pub mod attribution;

pub mod uncertainty;

pub mod finding;

pub mod report;

pub mod comparison;

pub mod study;

pub mod lab;

pub mod words;

pub mod decimal;

pub mod sorting;
