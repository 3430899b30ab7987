//! Exponential and normal draws by the ziggurat method (Marsaglia and Tsang 2000, "The ziggurat method for generating
//! random variables", Journal of Statistical Software 5:8), with 256 layers of equal area and 52 bits a draw, of which
//! the layer's are no part (Doornik 2005, "An improved ziggurat method to generate normal random samples").
//!
//! Ninety-eight draws of a hundred cost one multiplication. Tables and tails are of libm's functions, whose bits are the
//! same on every machine.

use std::sync::LazyLock;

const LAYERS: usize = 256;

/// Layers under a density that falls from 1 at 0.
#[derive(Debug)]
pub(super) struct Ziggurat {
    /// Right ends of the layers, the lowest and widest first; that of the lowest as if it had no tail.
    ends: [f64; LAYERS + 1],
    /// The density at these ends.
    heights: [f64; LAYERS + 1],
    density: fn(f64) -> f64,
}

/// e^-x.
pub(super) static EXPONENTIAL: LazyLock<Ziggurat> = LazyLock::new(|| {
    // The area is (r + 1) e^-r.
    Ziggurat::of(EXPONENTIAL_TAIL, 0.003_949_659_822_581_556, |x| libm::exp(-x), |y| -libm::log(y))
});

/// e^(-x²/2), of which the half above 0 is drawn.
pub(super) static NORMAL: LazyLock<Ziggurat> = LazyLock::new(|| {
    // The area is r e^(-r²/2) and the tail's, √(π/2) erfc(r/√2).
    let inverse = |y: f64| (-2.0 * libm::log(y)).sqrt();
    Ziggurat::of(NORMAL_TAIL, 0.004_928_673_233_974_658, |x| libm::exp(-0.5 * x * x), inverse)
});

/// Where the tails begin, for 256 layers.
pub(super) const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;
pub(super) const NORMAL_TAIL: f64 = 3.654_152_885_361_009;

/// What one look at a layer comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    Drawn(f64),
    /// The tail is to be drawn from.
    Tail,
    /// Above the density: look again.
    Missed,
}

impl Ziggurat {
    fn of(tail: f64, area: f64, density: fn(f64) -> f64, inverse: impl Fn(f64) -> f64) -> Ziggurat {
        let mut ends = [0.0; LAYERS + 1];
        ends[0] = area / density(tail);
        ends[1] = tail;
        for layer in 2..LAYERS {
            ends[layer] = inverse(area / ends[layer - 1] + density(ends[layer - 1]));
        }
        Ziggurat { heights: ends.map(density), ends, density }
    }

    /// The place that the highest 52 bits name in the layer that the lowest byte names, where all of the layer above it is
    /// under the density, as it mostly is.
    #[inline(always)]
    pub(super) fn within(&self, bits: u64) -> Option<f64> {
        let layer = (bits & 0xff) as usize;
        let x = unit(bits) * self.ends[layer];
        (x < self.ends[layer + 1]).then_some(x)
    }

    /// Looks at the same place once more where it is at an edge; `uniform` is asked for a height where the place alone does
    /// not decide.
    pub(super) fn look(&self, bits: u64, uniform: impl FnOnce() -> f64) -> Look {
        if let Some(x) = self.within(bits) {
            return Look::Drawn(x);
        }
        let layer = (bits & 0xff) as usize;
        let x = unit(bits) * self.ends[layer];
        if layer == 0 {
            return Look::Tail;
        }
        let (low, high) = (self.heights[layer], self.heights[layer + 1]);
        match low + (high - low) * uniform() < (self.density)(x) {
            true => Look::Drawn(x),
            false => Look::Missed,
        }
    }
}

/// Uniform in (0, 1): the middle of one of 2^52 equal steps, which is a number of 53 bits.
#[inline(always)]
pub(super) fn unit(bits: u64) -> f64 {
    // The bits are the fraction of a number from 1 to 2; what is taken from it is half a step short of 1. Nothing is rounded.
    f64::from_bits(bits >> 12 | 1.0_f64.to_bits()) - (1.0 - f64::EPSILON / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The top of the last layer is the density's top, so that the layers are all of one area.
    fn check_layers(ziggurat: &Ziggurat, area: f64) {
        assert_eq!((ziggurat.ends[LAYERS], ziggurat.heights[LAYERS]), (0.0, 1.0));
        for layer in 1..LAYERS {
            let of_layer = ziggurat.ends[layer] * (ziggurat.heights[layer + 1] - ziggurat.heights[layer]);
            assert!((of_layer / area - 1.0).abs() < 1e-9, "layer {layer}: {of_layer}");
        }
    }

    #[test]
    fn the_highest_bits_are_the_middle_of_a_step() {
        for bits in [0, 0xfff, 1 << 12, 0x0123_4567_89ab_cdef, 1 << 63, u64::MAX] {
            let expect = ((bits >> 12) as f64 + 0.5) / 2.0_f64.powi(52);
            assert_eq!(unit(bits).to_bits(), expect.to_bits(), "{bits:x}");
        }
    }

    #[test]
    fn all_layers_have_one_area() {
        let (tail, r) = (EXPONENTIAL_TAIL, NORMAL_TAIL);
        check_layers(&EXPONENTIAL, (tail + 1.0) * (-tail).exp());
        let behind = (std::f64::consts::PI / 2.0).sqrt() * libm::erfc(r / 2.0_f64.sqrt());
        check_layers(&NORMAL, r * (-0.5 * r * r).exp() + behind);
    }
}
