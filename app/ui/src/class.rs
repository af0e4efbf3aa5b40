/// Joins a block's class with the modifiers that apply: `button button--primary`.
pub(crate) fn with_modifiers(block: &str, modifiers: &[Option<&str>]) -> String {
    let mut class = block.to_owned();
    for modifier in modifiers.iter().flatten() {
        class.push(' ');
        class.push_str(block);
        class.push_str("--");
        class.push_str(modifier);
    }
    class
}
