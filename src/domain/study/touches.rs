//! The touches of the journeys in scope, a page at a time.

use std::{borrow::Cow, ptr};

use crate::{
    domain::{
        dataset::Dataset,
        journey::{Journey, Origin},
        lead::Cents,
    },
    pack::Pack,
};

/// Touches of a page.
pub const PAGE: u32 = 50;

/// One page of them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct TouchPage {
    pub origin: Origin,
    /// Counted from 0; the last one where one further on was asked for.
    pub page: u32,
    /// Of all pages.
    pub journeys: u32,
    pub touches: u32,
    pub rows: Vec<TouchRow>,
}

/// One touch, as it was read or made, whatever channels the scope leaves out or groups.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct TouchRow {
    pub journey: String,
    /// In its journey, from 1.
    pub position: u32,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub at: i64,
    pub channel: String,
    pub play: Option<String>,
    pub persona: Option<String>,
    pub zip: String,
    /// It is the last touch of a converting journey.
    pub converts: bool,
    /// Of that conversion, where it is known.
    pub value: Option<Cents>,
}

impl TouchPage {
    /// Journeys in their order in the dataset, touches by time.
    pub fn of(dataset: &Dataset, inside: &[&Journey], page: u32) -> TouchPage {
        let journeys = &dataset.journeys;
        let length = |journey: &Journey| journeys.paths.get(journey.path).len() as u32;
        let touches: u32 = inside.iter().map(|journey| length(journey)).sum();
        let page = page.min(touches.saturating_sub(1) / PAGE);
        let (from, end) = (page * PAGE, (page + 1) * PAGE);
        let mut numbered = (1_u32..).zip(&journeys.rows);
        let (mut rows, mut before) = (Vec::new(), 0);
        for journey in inside {
            if before >= end {
                break;
            }
            let first = before;
            before += length(journey);
            if before <= from {
                continue;
            }
            // Both stand in the same order.
            let Some((number, _)) = numbered.find(|(_, known)| ptr::eq(*known, *journey)) else { break };
            let of_journey = (first..).zip(of_journey(dataset, journey, number));
            rows.extend(of_journey.filter(|(at, _)| (from..end).contains(at)).map(|(_, row)| row));
        }
        TouchPage { origin: journeys.origin, page, journeys: inside.len() as u32, touches, rows }
    }

    /// How many there are; one where there is no touch.
    pub fn pages(&self) -> u32 {
        self.touches.div_ceil(PAGE).max(1)
    }
}

/// What a journey is called: its lead's id, or its number in the dataset, from 1, which is the same whatever the scope is. The ids of
/// touchpoints are not kept.
pub fn journey_id<'a>(dataset: &'a Dataset, journey: &Journey, number: u32) -> Cow<'a, str> {
    match dataset.leads() {
        Some(of) => Cow::Borrowed(of.leads.id(journey.subject as usize)),
        None => Cow::Owned(format!("journey-{number}")),
    }
}

fn of_journey<'a>(dataset: &'a Dataset, journey: &'a Journey, number: u32) -> impl Iterator<Item = TouchRow> + 'a {
    let journeys = &dataset.journeys;
    let subject = dataset.subject(journey);
    let last = journeys.paths.get(journey.path).len() as u32;
    (1..).zip(journeys.touches(journey)).map(move |(position, touch)| {
        let conversion = journey.outcome.conversion().filter(|_| position == last);
        TouchRow {
            journey: journey_id(dataset, journey, number).into_owned(),
            position,
            at: touch.at,
            channel: journeys.channels.name(touch.channel).to_owned(),
            play: subject.play.map(|play| dataset.plays().name(play).to_owned()),
            persona: subject.persona.map(|persona| dataset.personas().name(persona).to_owned()),
            zip: subject.zip.to_string(),
            converts: conversion.is_some(),
            value: conversion.and_then(|of| of.value),
        }
    })
}
