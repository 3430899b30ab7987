//! The columns of a leads file and where a header puts them.

use super::{cell::Cells, fault::FileFault, record::Fields};

/// Bytes of a column's name that are kept, more than a message shows.
const LONGEST_NAME: usize = 400;

/// The 26 columns of the original's export, in its order.
pub const KNOWN_COLUMNS: [&str; 26] = [
    "property_id",
    "address",
    "city",
    "zip_code",
    "estimated_value",
    "square_footage",
    "property_age",
    "risk_score",
    "price_per_sqft",
    "insurance_burden_ratio",
    "equity_risk_score",
    "market_opportunity_score",
    "physics_risk_score",
    "hwds_exposure_score",
    "primary_persona",
    "risk_tolerance",
    "price_sensitivity",
    "median_household_income",
    "median_home_value",
    "homeownership_rate",
    "recommended_play",
    "sii_score",
    "follow_up_sla_hours",
    "play_message",
    "risk_tier",
    "opportunity_tier",
];

/// A column whose cells are read. The others are known, and left where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    PropertyId,
    ZipCode,
    EstimatedValue,
    RiskScore,
    PrimaryPersona,
    RecommendedPlay,
    SiiScore,
    RiskTier,
    OpportunityTier,
}

impl Column {
    pub(super) const REQUIRED: [Column; 3] = [Column::PropertyId, Column::PrimaryPersona, Column::SiiScore];

    /// Those by whose words leads differ.
    pub(super) const SEGMENTS: [Column; 2] = [Column::RiskTier, Column::OpportunityTier];

    pub fn name(self) -> &'static str {
        KNOWN_COLUMNS[self.known_index()]
    }

    fn known_index(self) -> usize {
        match self {
            Column::PropertyId => 0,
            Column::ZipCode => 3,
            Column::EstimatedValue => 4,
            Column::RiskScore => 7,
            Column::PrimaryPersona => 14,
            Column::RecommendedPlay => 20,
            Column::SiiScore => 21,
            Column::RiskTier => 24,
            Column::OpportunityTier => 25,
        }
    }
}

/// Where a header puts each known column.
pub(super) struct Header {
    positions: [Option<usize>; KNOWN_COLUMNS.len()],
    repeated: Vec<String>,
}

impl Header {
    pub(super) fn read(names: &[String]) -> Result<Header, FileFault> {
        let found: Vec<String> = names.iter().map(|name| column_name(name)).collect();
        let mut positions = [None; KNOWN_COLUMNS.len()];
        let mut repeated = Vec::new();
        for (position, name) in found.iter().enumerate() {
            if let Some(known) = KNOWN_COLUMNS.iter().position(|known| known == name) {
                match positions[known] {
                    None => positions[known] = Some(position),
                    Some(_) => repeated.push(name.clone()),
                }
            }
        }
        if positions.iter().all(Option::is_none) {
            return Err(FileFault::NoHeader { found });
        }
        let header = Header { positions, repeated };
        let missing = Column::REQUIRED.iter().filter(|column| header.position(**column).is_none());
        let missing: Vec<String> = missing.map(|column| column.name().to_owned()).collect();
        match missing.is_empty() {
            true => Ok(header),
            false => Err(FileFault::MissingColumns { missing, found }),
        }
    }

    /// The cells of a row that has as many as the header.
    pub(super) fn cells<'a>(&'a self, record: Fields<'a>) -> Cells<'a> {
        Cells::new(self, record)
    }

    pub(super) fn position(&self, column: Column) -> Option<usize> {
        self.positions[column.known_index()]
    }

    pub(super) fn absent(&self) -> Vec<String> {
        let known = KNOWN_COLUMNS.iter().zip(&self.positions);
        known.filter(|(_, position)| position.is_none()).map(|(name, _)| (*name).to_owned()).collect()
    }

    pub(super) fn repeated(&self) -> Vec<String> {
        self.repeated.clone()
    }
}

/// A header's cell as a name; no known name is longer than what is kept.
fn column_name(cell: &str) -> String {
    cell.chars().take(LONGEST_NAME).collect::<String>().trim().to_ascii_lowercase()
}
