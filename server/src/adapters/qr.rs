//! Codes that a telephone reads from paper.

use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

/// The code of an address as SVG. A board at a building site or a folded sheet gets dirty: a quarter of it may be lost.
///
/// # Errors
/// When the address is too long for a code.
pub fn svg(address: &str) -> Result<String, String> {
    draw(address, ECL::Q)
}

/// The same for an address that holds hundreds of characters: as coarse as can be, so that a cheap camera reads it.
///
/// # Errors
/// When the address is too long for a code.
pub fn svg_of_much(address: &str) -> Result<String, String> {
    draw(address, ECL::L)
}

fn draw(address: &str, ecl: ECL) -> Result<String, String> {
    match QRBuilder::new(address).ecl(ecl).build() {
        Ok(code) => Ok(SvgBuilder::default().to_str(&code)),
        Err(error) => Err(format!("a code of {} bytes: {error}", address.len())),
    }
}
