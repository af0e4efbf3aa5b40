//! Codes that a telephone reads from paper.

use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

/// The code of an address as SVG. A board at a building site or a folded sheet gets dirty: a quarter of it may be lost.
///
/// # Errors
/// When the address is too long for a code.
pub fn svg(address: &str) -> Result<String, String> {
    match QRBuilder::new(address).ecl(ECL::Q).build() {
        Ok(code) => Ok(SvgBuilder::default().to_str(&code)),
        Err(error) => Err(format!("the code of {address}: {error}")),
    }
}
