//! Where in a journey each channel comes: early, in the middle, or late.

use super::{Outcomes, all, tell};
use crate::{
    domain::{path::PathTable, words::NumberStyle},
    pack::Pack,
};

/// The touches of each channel by the third of their journey. Of n touches each takes up one n-th of the journey, and
/// belongs to the third in which its middle lies: the i-th is early where 3 (2i - 1) < 2n, late where it is above 4n.
/// Of two touches the first is early and the second late; of three there is one of each; of four two are in the
/// middle. A journey's only touch is a kind of its own.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Places {
    /// Sorted by name.
    pub channels: Vec<ChannelPlaces>,
    pub all: Outcomes,
}

#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct ChannelPlaces {
    pub channel: String,
    /// Its touches in converting journeys.
    pub converting: Thirds,
    pub null: Thirds,
}

/// Touches by their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pack)]
pub struct Thirds {
    pub only: u32,
    pub early: u32,
    pub middle: u32,
    pub late: u32,
}

/// The place of a touch in its journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Only,
    Early,
    Middle,
    Late,
}

impl Place {
    /// Of the touch of this index, from 0, among so many.
    pub fn of(index: usize, touches: usize) -> Place {
        let middle = 3 * (2 * index + 1);
        match touches {
            1 => Place::Only,
            _ if middle < 2 * touches => Place::Early,
            _ if middle > 4 * touches => Place::Late,
            _ => Place::Middle,
        }
    }
}

impl Thirds {
    pub fn total(self) -> u32 {
        self.only + self.early + self.middle + self.late
    }

    fn at(&mut self, place: Place) -> &mut u32 {
        match place {
            Place::Only => &mut self.only,
            Place::Early => &mut self.early,
            Place::Middle => &mut self.middle,
            Place::Late => &mut self.late,
        }
    }
}

impl Places {
    pub fn of(table: &PathTable) -> Places {
        let named = |name: &String| ChannelPlaces {
            channel: name.clone(),
            converting: Thirds::default(),
            null: Thirds::default(),
        };
        let mut channels: Vec<ChannelPlaces> = table.channels.iter().map(named).collect();
        for row in table.rows.iter() {
            for (index, channel) in row.channels.iter().enumerate() {
                let (place, of) = (Place::of(index, row.channels.len()), &mut channels[usize::from(*channel)]);
                *of.converting.at(place) += row.conversions;
                *of.null.at(place) += row.nulls;
            }
        }
        Places { channels, all: all(table) }
    }

    /// What the table shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        if let Some(too_few) = tell::too_few_conversions(self.all, style) {
            return too_few;
        }
        let most = |of: fn(&Thirds) -> u32| {
            let total: u32 = self.channels.iter().map(|channel| of(&channel.converting)).sum();
            let counted = self.channels.iter().map(|channel| (channel.channel.as_str(), of(&channel.converting)));
            let (leaders, most) = tell::leaders(counted);
            let each = if leaders.len() == 1 { "" } else { " each" };
            let held = tell::out_of(most, total, "touches", style);
            (total > 0).then(|| format!("{}, {held}{each}", tell::named(&leaders, "channels")))
        };
        match (most(|thirds| thirds.early), most(|thirds| thirds.late), most(|thirds| thirds.only)) {
            (Some(early), Some(late), _) => {
                format!("In converting journeys, early touches are most often of {early}, late ones of {late}.")
            }
            (.., Some(only)) => {
                let single: u32 = self.channels.iter().map(|channel| channel.converting.only).sum();
                let left = if single < self.all.conversions { " that has a touch left" } else { "" };
                format!("Every converting journey{left} has a single touch, most often of {only}.")
            }
            _ => "No converting journey has a touch left.".to_owned(),
        }
    }
}
