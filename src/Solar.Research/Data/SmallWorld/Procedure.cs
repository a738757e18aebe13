namespace Solar.Research.Data.SmallWorld;

/// <summary>A task of daily life: its steps in order, each with {0} for the object; the first names a place {1}.</summary>
internal sealed record Procedure(string Label, IReadOnlyList<string> Objects, IReadOnlyList<string> Steps)
{
    public string Step(int step, string what, string place) => string.Format(null, Steps[step], what, place);
}

/// <summary>The tasks, the daily ones first.</summary>
internal static class Procedures
{
    public static readonly string[] Places = [.. "yard shed hall cellar attic barn market kitchen porch cart".Split(' ')];

    private static readonly string[] Food = [.. "apple carrot onion turnip cabbage pumpkin potato beet leek pear radish parsnip".Split(' ')];
    private static readonly string[] Wares = [.. "boat cart fence chair door table bench sledge gate shelf roof stall".Split(' ')];
    private static readonly string[] Bushes = [.. "rose tulip bush tree vine hedge lilac ivy willow laurel holly birch".Split(' ')];
    private static readonly string[] Cloths = [.. "shirt coat blanket curtain scarf towel apron shawl vest sheet flag sack".Split(' ')];

    public static readonly Procedure[] All =
    [
        new("Cooking", Food, Steps("takes the {0} from the {1}|washes the {0} in the sink|peels the {0} with a knife|cuts the {0} into pieces|boils the {0} in a pot|puts the {0} on a plate|eats the {0} with a fork")),
        new("Washing", Cloths, Steps("gets the {0} from the {1}|soaks the {0} in warm water|scrubs the {0} with soap|rinses the {0} in the river|wrings the {0} by hand|hangs the {0} on the line|folds the {0} in the evening")),
        new("Mending", Wares, Steps("brings the {0} to the {1}|pulls a rusty nail out of the {0}|saws a board for the {0}|glues the board on the {0}|hammers two nails into the {0}|paints the {0} with a brush|returns the {0} to the owner")),
        new("Planting", Bushes, Steps("carries the {0} out of the {1}|digs a hole for the {0}|sets the {0} into the soil|fills the hole around the {0}|waters the {0} with a can|ties the {0} to a stick|looks after the {0} all summer")),
        new("Baking", Food, Steps("finds the {0} in the {1}|grinds the {0} to a paste|mixes the {0} with butter|rolls the {0} on the table|bakes the {0} in the oven|cools the {0} at the window|serves the {0} to guests")),
        new("Sewing", Cloths, Steps("spreads the {0} on the floor of the {1}|marks the {0} with chalk|threads a needle for the {0}|stitches the {0} along the edge|cuts the thread from the {0}|irons the {0} with steam|wears the {0} on Sunday")),
        new("Building", Wares, Steps("draws a plan for the {0} in the {1}|buys wood for the {0}|measures the wood for the {0}|joins the parts of the {0}|rubs the {0} with sand|oils the {0} with care|sells the {0} at the fair")),
        new("Pruning", Bushes, Steps("fetches a ladder from the {1} for the {0}|climbs up beside the {0}|trims the {0} with scissors|gathers the twigs of the {0}|burns the twigs of the {0}|feeds the {0} with ash|rests under the {0}")),
        new("Pickling", Food, Steps("picks the {0} up at the {1}|slices the {0} very thin|lays the {0} in a jar|pours vinegar over the {0}|seals the {0} with a lid|stores the {0} in the dark|opens the {0} at Christmas")),
        new("Dyeing", Cloths, Steps("borrows the {0} from the {1}|weighs the {0} on a scale|stirs the {0} in a blue dye|lifts the {0} out with a pole|drips the {0} over a bucket|presses the {0} under a stone|shows the {0} to a friend")),
        new("Moving", Wares, Steps("looks at the {0} in the {1}|empties the {0} of all tools|lifts the {0} with a rope|loads the {0} on a wagon|drives the {0} across the town|unloads the {0} at the mill|cleans the {0} with a rag")),
        new("Painting", Bushes, Steps("notices the {0} beside the {1}|sits down before the {0}|sketches the {0} with a pencil|colours the {0} with green paint|frames the picture of the {0}|signs the picture of the {0}|gives away the picture of the {0}")),
    ];

    private static string[] Steps(string steps) => steps.Split('|');
}
