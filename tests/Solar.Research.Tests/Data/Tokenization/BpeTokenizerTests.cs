using System.Text;
using System.Threading.Tasks;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tests.Data.Tokenization;

public class BpeTokenizerTests
{
    private static readonly BpeTokenizer Own = Vocabularies.Own;

    [Fact]
    public void Decoding_undoes_encoding()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            string text = Vocabularies.RandomText(random, longest: 40);
            Assert.Equal(text, Own.Decode(Own.EncodeToIds(text)));
        }
    }

    [Fact]
    public void A_lone_surrogate_counts_as_the_replacement_character()
    {
        foreach (string text in new[] { "\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "x\uD83D\uD83D\uDE00", "ends \uD83D" })
        {
            string clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(Own.EncodeToIds(clean), Own.EncodeToIds(text));
            Assert.Equal(clean, Own.Decode(Own.EncodeToIds(text)));
        }
    }

    [Fact]
    public void Text_and_its_utf8_have_the_same_ids()
    {
        var random = new Random(2);
        for (int i = 0; i < 500; i++)
        {
            string text = Vocabularies.RandomText(random, longest: 40);
            Assert.Equal(Own.EncodeToIds(text), Own.EncodeUtf8ToIds(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Merging_agrees_with_the_definition()
    {
        // the definition: of all neighbours whose joined text is a piece, merge those of the highest score; of equals the leftmost
        var scores = Own.Pieces.Where(piece => piece.Type == PieceType.Normal).ToDictionary(piece => piece.Text, piece => piece.Score);
        var random = new Random(3);
        for (int i = 0; i < 500; i++)
        {
            string text = Vocabularies.RandomText(random, longest: 30);
            var symbols = text.Length == 0 ? [] : ("▁" + text.Replace(' ', '▁')).EnumerateRunes().Select(rune => rune.ToString()).ToList();
            while (true)
            {
                int best = -1;
                for (int at = 0; at + 1 < symbols.Count; at++)
                {
                    if (scores.TryGetValue(symbols[at] + symbols[at + 1], out float score)
                        && (best < 0 || score > scores[symbols[best] + symbols[best + 1]]))
                    {
                        best = at;
                    }
                }

                if (best < 0)
                    break;
                symbols[best] += symbols[best + 1];
                symbols.RemoveAt(best + 1);
            }

            Assert.Equal(symbols, Spelled(Own.EncodeToIds(text)));
        }
    }

    [Fact]
    public void Special_tokens_are_text_unless_asked_for()
    {
        var plain = Own.EncodeToIds("a</s>b");
        Assert.DoesNotContain(Own.EosId!.Value, plain);
        Assert.Equal("a</s>b", Own.Decode(plain));

        // asked for, what lies between them is a text of its own, with its own ▁
        int[] parsed = [1, .. Own.EncodeToIds("a"), 2, .. Own.EncodeToIds(" b"), 0];
        Assert.Equal(parsed, Own.EncodeToIds("<s>a</s> b<unk>", parseSpecial: true));
        Assert.Equal("a  b ⁇ ", Own.Decode(parsed));
    }

    [Fact]
    public void Bos_and_eos_surround_the_text_and_have_none()
    {
        int[] surrounded = [1, .. Own.EncodeToIds("God said"), 2];
        Assert.Equal(surrounded, Own.EncodeToIds("God said", addBos: true, addEos: true));
        Assert.Equal("God said", Own.Decode(surrounded));
        Assert.Equal((512, 1, 2, 0, null), (Own.VocabularySize, Own.BosId, Own.EosId, Own.UnknownId, Own.PadId));
    }

    [Fact]
    public void Counts_spans_and_limits_agree_with_the_whole()
    {
        string text = Vocabularies.Genesis[..2000];
        var ids = Own.EncodeToIds(text);
        Assert.Equal(ids.Count, Own.CountTokens(text));
        Assert.Equal(ids.Count, Own.CountTokens(text.AsSpan()));
        Assert.Equal(ids, Own.EncodeToIds(text.AsSpan()));
        Assert.Equal(ids.Take(17), Own.EncodeToIds(text, maxTokenCount: 17));
        Assert.Equal(ids, Own.EncodeToIds(text, maxTokenCount: int.MaxValue));
        var list = new List<int> { 42 };
        Own.Encode(text, list, addBos: true);
        Assert.Equal([42, 1, .. ids], list);
    }

    [Fact]
    public void One_word_of_a_million_characters_takes_no_quadratic_time()
    {
        string text = string.Concat(Enumerable.Repeat("heaventhegod", 90_000));
        Assert.Equal(text, Own.Decode(Own.EncodeToIds(text)));
    }

    [Fact]
    public async Task Two_threads_do_not_disturb_each_other()
    {
        var texts = Vocabularies.Genesis.Split('\n');
        var tokenizer = BpeTokenizer.Load(Vocabularies.PathOf("own512.model"));
        var expected = texts.Select(text => Own.EncodeToIds(text)).ToList();
        var runs = Enumerable.Range(0, 4).Select(_ => Task.Run(() => texts.Select(text => tokenizer.EncodeToIds(text)).ToList()));
        foreach (var actual in await Task.WhenAll(runs))
            Assert.Equal(expected, actual);
    }

    [Fact]
    public void An_id_outside_the_vocabulary_is_refused()
    {
        Assert.Contains("0 to 511", Assert.Throws<ArgumentOutOfRangeException>(() => Own.Decode([512])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Own.Decode([-1]));
    }

    // The pieces of some ids, bytes put together again.
    private static List<string> Spelled(IReadOnlyList<int> ids)
    {
        var spelled = new List<string>();
        var bytes = new List<byte>();
        foreach (int id in ids)
        {
            if (Own.Pieces[id].Type == PieceType.Byte)
            {
                bytes.Add((byte)(id - 3));
                if (Rune.DecodeFromUtf8(bytes.ToArray(), out var rune, out _) == System.Buffers.OperationStatus.Done)
                {
                    spelled.Add(rune.ToString());
                    bytes.Clear();
                }
            }
            else
            {
                spelled.Add(Own.Pieces[id].Text);
            }
        }

        Assert.Empty(bytes);
        return spelled;
    }
}
