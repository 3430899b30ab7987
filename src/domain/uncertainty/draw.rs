//! Exponential and gamma draws that are the same bits natively and in WebAssembly.
//!
//! Logarithms are libm's, not the system's, which can differ in the last bit; the
//! generator is Xoshiro256++ by name, since what a library calls small differs between word sizes.

use rand::{Rng, RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

use super::ziggurat::{EXPONENTIAL, EXPONENTIAL_TAIL, Look, NORMAL, NORMAL_TAIL, Ziggurat, unit};

/// Largest seed: an integer that every number in JSON and JavaScript holds exactly.
pub const LARGEST_SEED: u64 = (1 << 53) - 1;

/// One replicate's draws, independent of how many replicates came before it.
#[derive(Clone, Debug)]
pub struct Draws {
    generator: Xoshiro256PlusPlus,
    exponential: &'static Ziggurat,
    normal: &'static Ziggurat,
}

impl Draws {
    pub fn of_replicate(seed: u64, replicate: u32) -> Draws {
        // Replicates of one seed begin at different states, since each of these steps can be undone.
        Draws::of_state(mixed(mixed(seed) ^ u64::from(replicate)))
    }

    /// The draws behind a state of one's own.
    pub fn of_state(state: u64) -> Draws {
        Draws { generator: Xoshiro256PlusPlus::seed_from_u64(state), exponential: &EXPONENTIAL, normal: &NORMAL }
    }

    /// The sum of `count` independent Exp(1) weights: Gamma(count, 1). 0 for none.
    #[inline(always)]
    pub fn weight_of(&mut self, count: u32) -> f64 {
        match count {
            0 => 0.0,
            1 => self.exponential(),
            _ => self.apart(|draws| draws.gamma(f64::from(count))),
        }
    }

    /// Draws what takes a call by a copy, so that the state itself can stay in registers.
    #[inline(always)]
    fn apart(&mut self, draw: impl FnOnce(&mut Draws) -> f64) -> f64 {
        let mut copy = self.clone();
        let drawn = draw(&mut copy);
        *self = copy;
        drawn
    }

    /// A part of a Dirichlet draw before it is normalised: Gamma(count + prior, 1), 0 for what was
    /// never observed.
    pub fn dirichlet_part(&mut self, count: f64, prior: f64) -> f64 {
        let shape = count + prior;
        if count > 0.0 { self.gamma_of(shape) } else { 0.0 }
    }

    /// Gamma(shape, 1) for any shape above 0.
    pub fn gamma_of(&mut self, shape: f64) -> f64 {
        match shape >= 1.0 {
            true => self.gamma(shape),
            // Gamma(a) = Gamma(a + 1) U^(1/a) for a below 1.
            false => self.gamma(shape + 1.0) * libm::pow(self.open_uniform(), 1.0 / shape),
        }
    }

    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        self.generator.random()
    }

    /// Uniform in 0 to `count` - 1; `count` far below 2^32, so that the bias is below 2^-32 of it.
    pub fn below(&mut self, count: usize) -> usize {
        (((self.generator.next_u64() >> 32) * count as u64) >> 32) as usize
    }

    /// Exp(1).
    #[inline(always)]
    pub fn exponential(&mut self) -> f64 {
        let bits = self.generator.next_u64();
        match self.exponential.within(bits) {
            Some(x) => x,
            None => self.apart(|draws| draws.exponential_at_edge(bits)),
        }
    }

    #[inline(never)]
    fn exponential_at_edge(&mut self, mut bits: u64) -> f64 {
        loop {
            match self.exponential.look(bits, || self.generator.random()) {
                Look::Drawn(x) => return x,
                // Behind its beginning the tail is the whole again.
                Look::Tail => return EXPONENTIAL_TAIL - libm::log(self.open_uniform()),
                Look::Missed => bits = self.generator.next_u64(),
            }
        }
    }

    /// Gamma(shape, 1) for shape >= 1 (Marsaglia and Tsang 2000, "A simple method for
    /// generating gamma variables", ACM Trans. Mathematical Software 26:3).
    fn gamma(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let u = self.open_uniform();
            let squared = x * x;
            let surely = u < 1.0 - 0.0331 * squared * squared;
            if surely || libm::log(u) < 0.5 * squared + d * (1.0 - v + libm::log(v)) {
                return d * v;
            }
        }
    }

    /// A standard normal draw.
    pub fn normal(&mut self) -> f64 {
        loop {
            let bits = self.generator.next_u64();
            // Neither the layer nor the place in it takes this bit.
            let sign = if bits & 0x100 == 0 { 1.0 } else { -1.0 };
            match self.normal.look(bits, || self.generator.random()) {
                Look::Drawn(x) => return sign * x,
                Look::Tail => return sign * self.normal_tail(),
                Look::Missed => {}
            }
        }
    }

    /// Beyond the ziggurat (Marsaglia 1964, "Generating a variable from the tail of the normal distribution",
    /// Technometrics 6:1).
    fn normal_tail(&mut self) -> f64 {
        loop {
            let beyond = -libm::log(self.open_uniform()) / NORMAL_TAIL;
            if -2.0 * libm::log(self.open_uniform()) > beyond * beyond {
                return NORMAL_TAIL + beyond;
            }
        }
    }

    /// Uniform in (0, 1).
    fn open_uniform(&mut self) -> f64 {
        unit(self.generator.next_u64())
    }
}

/// The last step of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", with Stafford's
/// variant 13 of its constants).
pub fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of Gamma(k, 1) are both k.
    fn check_moments(count: u32) {
        let mut draws = Draws::of_replicate(11, count);
        let sample: Vec<f64> = (0..40_000).map(|_| draws.weight_of(count)).collect();
        let size = sample.len() as f64;
        let mean = sample.iter().sum::<f64>() / size;
        let variance = sample.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / size;
        let k = f64::from(count);
        assert!((mean - k).abs() < 4.5 * (k / size).sqrt(), "mean {mean} of {count}");
        // The variance of the sample variance is (2 k^2 + 6 k) / size.
        assert!((variance - k).abs() < 4.5 * ((2.0 * k * k + 6.0 * k) / size).sqrt(), "variance {variance} of {count}");
    }

    #[test]
    fn weights_have_the_moments_of_the_gamma_distribution() {
        [1, 2, 5, 40, 3_000].into_iter().for_each(check_moments);
        assert_eq!(Draws::of_replicate(1, 1).weight_of(0), 0.0);
    }

    /// The part of draws beyond a limit against the distribution's, within four and a half standard errors.
    fn check_tail(what: &str, beyond: usize, draws: usize, expected: f64) {
        let part = beyond as f64 / draws as f64;
        let error = (expected * (1.0 - expected) / draws as f64).sqrt();
        assert!((part - expected).abs() < 4.5 * error, "{what}: {part} instead of {expected}");
    }

    #[test]
    fn draws_follow_their_distributions_out_into_the_tails() {
        const DRAWS: usize = 4_000_000;
        let mut draws = Draws::of_replicate(3, 1);
        let sample: Vec<(f64, f64)> = (0..DRAWS).map(|_| (draws.exponential(), draws.normal())).collect();
        // Inside the layers, at the tails' beginnings and behind them.
        for limit in [0.01, 0.5, 1.0, 3.0, 7.6, EXPONENTIAL_TAIL, 9.0] {
            let beyond = sample.iter().filter(|(x, _)| *x > limit).count();
            check_tail(&format!("exponential above {limit}"), beyond, DRAWS, libm::exp(-limit));
        }
        for limit in [-4.0, -1.0, -0.01, 0.0, 0.5, 2.0, 3.6, NORMAL_TAIL, 4.0] {
            let beyond = sample.iter().filter(|(_, x)| *x > limit).count();
            check_tail(&format!("normal above {limit}"), beyond, DRAWS, 0.5 * libm::erfc(limit / 2.0_f64.sqrt()));
        }
    }

    #[test]
    fn a_replicate_is_the_same_whatever_came_before_it() {
        let first = |replicate| Draws::of_replicate(7, replicate).weight_of(3);
        assert_eq!(first(5).to_bits(), first(5).to_bits());
        assert_ne!(first(5).to_bits(), first(6).to_bits());
    }
}
