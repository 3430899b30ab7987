//! Which colour of the palette a channel has, what tells channels of one colour apart, and the page's colours by value, for charts that leave the page.

/// Colours in the palette.
pub const PALETTE: usize = 8;

/// Colours of a chart, as `#rrggbb`: the tokens of the same names in `style/tokens.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    pub raised: &'static str,
    pub ink: &'static str,
    pub muted: &'static str,
    pub line: &'static str,
    pub accent: &'static str,
    /// `--c0` to `--c7`.
    pub palette: [&'static str; PALETTE],
}

pub const LIGHT: Colours = Colours {
    raised: "#ffffff",
    ink: "#1a1c20",
    muted: "#5d626b",
    line: "#e2e3e0",
    accent: "#2756c5",
    palette: ["#c2510a", "#0b8561", "#a8487f", "#0b6ba8", "#a97800", "#6b5bb5", "#3f7d86", "#7a5c45"],
};

pub const DARK: Colours = Colours {
    raised: "#181b20",
    ink: "#e9eaec",
    muted: "#9ba1ab",
    line: "#2a2e35",
    accent: "#8fb0ff",
    palette: ["#f08a4b", "#45c39b", "#e08cbb", "#5db4ea", "#e0b13f", "#a99cf0", "#7cc2cc", "#c9a587"],
};

/// How lines of one colour are broken, by round: those of the first eight channels are whole. Bars, dots and streams have a name each
/// and need no more than their colour; a line is followed across others to its name. From the 33rd channel on they repeat.
pub const DASHES: [&str; 4] = ["", "8 4", "2 4", "10 4 2 4"];

/// Dashes of what stands at a place, in whatever order it is.
pub fn dashes(place: usize) -> &'static str {
    DASHES[round(place)]
}

fn round(place: usize) -> usize {
    place / PALETTE % DASHES.len()
}

/// The classes by which the style sheet knows colour and dashes of a place: "colour-3", and from the ninth place on "colour-0 round-1".
pub fn colour_class(place: usize) -> String {
    let colour = format!("colour-{}", place % PALETTE);
    match round(place) {
        0 => colour,
        round => format!("{colour} round-{round}"),
    }
}

/// Place of a channel among all channels of the dataset, by which it has its colour: the same channel, the same colour.
pub fn place_of(channels: &[String], channel: &str) -> usize {
    // A group has the colour of its first channel.
    let of_group = |known: &String| {
        channel.strip_prefix(known.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(" + "))
    };
    channels.iter().position(of_group).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_the_colour_of_its_first_channel_and_the_ninth_channel_that_of_the_first() {
        let channels: Vec<String> = ["a", "b", "b2", "c", "d", "e", "f", "g", "h"].map(str::to_owned).to_vec();
        let place = |channel| place_of(&channels, channel) % PALETTE;
        assert_eq!((place("a"), place("b"), place("b2"), place("h")), (0, 1, 2, 0));
        assert_eq!((place("b + h"), place("b2 + c"), place("nowhere")), (1, 2, 0));
    }

    #[test]
    fn the_lines_of_thirty_two_channels_differ_in_colour_or_in_their_dashes() {
        let mut classes: Vec<String> = (0..33).map(colour_class).collect();
        assert_eq!((classes[0].as_str(), classes[7].as_str()), ("colour-0", "colour-7"));
        assert_eq!((classes[8].as_str(), classes[31].as_str()), ("colour-0 round-1", "colour-7 round-3"));
        assert_eq!(classes.pop().as_deref(), Some("colour-0"), "the 33rd is as the first");
        classes.sort();
        classes.dedup();
        assert_eq!(classes.len(), 32);
    }

    #[test]
    fn dashes_are_those_of_the_style_sheet() {
        let sheet = include_str!("../../style/chart.css");
        for (round, dashes) in DASHES.iter().enumerate().skip(1) {
            let rule = format!(".plot .round-{round} .line {{ stroke-dasharray: {dashes}; }}");
            assert!(sheet.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn colours_are_those_of_the_page() {
        let tokens = include_str!("../../style/tokens.css");
        for (at, colours) in [LIGHT, DARK].into_iter().enumerate() {
            let has = |name: &str, value: &str| {
                let token =
                    tokens.split_once(&format!("  --{name}: light-dark(")).and_then(|(_, rest)| rest.split_once(");"));
                let shades: Vec<&str> = token.expect("a token of both themes").0.split(", ").collect();
                assert_eq!(shades[at], value, "{name}");
            };
            has("raised", colours.raised);
            has("ink", colours.ink);
            has("muted", colours.muted);
            has("line", colours.line);
            has("accent", colours.accent);
            colours.palette.iter().enumerate().for_each(|(at, value)| has(&format!("c{at}"), value));
        }
    }
}
