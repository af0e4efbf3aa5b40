// The operator's own ground, where there is one: its reader is fetched only then.

/** The ground of a map; nothing where the operator provides none, or where it cannot be read. */
export async function basemap({ basemap }) {
  if (!basemap) return;
  try {
    const { default: open } = await import("/assets/basemap.js");
    return await open(basemap);
  } catch (error) {
    console.warn("map: the ground cannot be read:", error.message);
  }
}
