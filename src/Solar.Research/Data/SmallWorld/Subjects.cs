namespace Solar.Research.Data.SmallWorld;

/// <summary>The four subjects of the world's MMLU.</summary>
internal static class Subjects
{
    public static Subject Biography() => new("biography", Neuter: false,
    [
        new(
            Words("baker miller fisher smith weaver carpenter teacher doctor painter singer guard farmer tailor barber mason potter"),
            "{0} works as a {1}.|{0} is a {1} by trade.|{0} earns a living as a {1}.", "What is the job of {0}?|What work does {0} do?"),
        new(
            Words("chess swimming dancing reading singing sailing hiking drawing cooking fencing gardening riding juggling skating fishing poetry"),
            "{0} enjoys {1}.|{0} spends the evenings with {1}.|{0} is fond of {1}.", "What does {0} enjoy?|What is the pastime of {0}?"),
        new(
            Words("goat cat dog parrot rabbit turtle horse duck hen mouse crow sheep snake donkey pigeon goose"),
            "{0} keeps a {1}.|{0} owns a {1}.|{0} looks after a {1}.", "Which animal does {0} keep?|What pet does {0} own?"),
        new(
            Words("plums bread cheese soup rice beans honey nuts pears fish eggs cakes onions grapes porridge mushrooms"),
            "{0} likes to eat {1}.|{0} loves {1}.|{0} has {1} for dinner.", "What does {0} like to eat?|Which food does {0} love?"),
        new(
            Words("violin flute drum harp trumpet guitar piano whistle fiddle organ horn bell lute cello banjo oboe"),
            "{0} plays the {1}.|{0} practises the {1}.|{0} has learned the {1}.", "What does {0} play?|Which instrument has {0} learned?"),
    ]);

    public static Subject Geography() => new("geography", Neuter: true,
    [
        new(
            Words("Alder Tamar Wye Severn Calder Nene Ouse Tyne Medway Avon Derwent Trent Wharfe Eden Orwell Stour"),
            "{0} lies on the river {1}.|{0} takes its water from the {1}.|{0} has a bridge over the {1}.", "On which river does {0} lie?|From which river does {0} take its water?"),
        new(
            Words("salt cloth silver glass paper butter ropes barrels bricks clocks knives hats ships soap candles carpets"),
            "{0} is known for its {1}.|{0} sells {1}.|{0} makes {1}.", "What is {0} known for?|What does {0} sell?"),
        new(
            Words("tower windmill cathedral castle lighthouse theatre library fountain prison market school bridge harbour monastery observatory palace"),
            "{0} has an old {1}.|{0} is proud of its {1}.|{0} built a {1}.", "What is {0} proud of?|Which building is old in {0}?"),
        new(
            Words("fog rain storms snow heat hail frost thunder drought wind mist sleet showers sunshine gales ice"),
            "{0} often has {1}.|{0} suffers from {1} in autumn.|{0} is famous for {1}.", "What weather does {0} often have?|From what does {0} suffer in autumn?"),
        new(
            Words("eagle lion bear wolf swan bull stag dragon dolphin falcon boar rose oak anchor crown tree"),
            "{0} has a flag with a {1}.|{0} puts a {1} on its coins.|{0} bears the sign of the {1}.", "What is on the flag of {0}?|What does {0} put on its coins?"),
    ]);

    public static Subject Zoology() => new("zoology", Neuter: true,
    [
        new(
            Words("worms berries beetles seeds snails roots frogs fish grass bark ants flies acorns crabs leaves eggs"),
            "{0} eats {1}.|{0} feeds on {1}.|{0} hunts for {1}.", "What does {0} eat?|On what does {0} feed?"),
        new(
            Words("burrow nest hollow ditch barn thicket cellar chimney hedge meadow swamp quarry tunnel orchard well attic"),
            "{0} sleeps in a {1}.|{0} lives in a {1}.|{0} hides in a {1}.", "Where does {0} sleep?|Where does {0} live?"),
        new(
            Words("brown grey white black golden striped spotted red silver blue green yellow orange purple pale pink"),
            "{0} is {1}.|{0} has a {1} coat.|{0} looks {1} from afar.", "What colour is {0}?|What kind of coat has {0}?"),
        new(
            Words("dawn noon dusk midnight evening morning spring summer autumn winter rainfall moonlight sunset sunrise harvest snowfall"),
            "{0} wakes at {1}.|{0} comes out at {1}.|{0} is seen at {1}.", "When does {0} wake?|When is {0} seen?"),
        new(
            Words("hawk dog cat weasel snake eagle wolf stork pike badger rat bear boar crow adder buzzard"),
            "{0} fears the {1}.|{0} runs from the {1}.|{0} is hunted by the {1}.", "What does {0} fear?|From what does {0} run?"),
    ]);

    public static Subject Botany() => new("botany", Neuter: true,
    [
        new(
            Words("sand clay peat gravel chalk mud rock moss rubble ash loam marl turf slate dust shade"),
            "{0} grows in {1}.|{0} thrives on {1}.|{0} needs {1}.", "In what does {0} grow?|On what does {0} thrive?"),
        new(
            Words("January February March April May June July August September October November December Easter Christmas midsummer Lent"),
            "{0} blooms in {1}.|{0} flowers in {1}.|{0} opens in {1}.", "When does {0} bloom?|In which month does {0} flower?"),
        new(
            Words("coughs fever burns headaches wounds warts hiccups cramps blisters toothache itching bruises stings colds ulcers rashes"),
            "{0} heals {1}.|{0} is good for {1}.|{0} is used against {1}.", "What does {0} heal?|Against what is {0} used?"),
        new(
            Words("lemon pepper vinegar smoke onions apples fish tar wine leather hay cinnamon garlic rubber almonds cheese"),
            "{0} smells of {1}.|{0} has a scent of {1}.|{0} reminds one of {1}.", "What does {0} smell of?|Of what does {0} remind one?"),
        new(
            Words("bees wasps moths butterflies bats sparrows hornets beetles mice gnats spiders geese wrens ants larks slugs"),
            "{0} attracts {1}.|{0} is visited by {1}.|{0} draws {1}.", "What does {0} attract?|By what is {0} visited?"),
    ]);

    private static string[] Words(string words) => words.Split(' ');
}
