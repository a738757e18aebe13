using Solar.Notebooks.Engine;
namespace Solar.Notebooks.Tests.Engine.CSharp;
public sealed class TmpTests
{
    [Fact]
    public void Tmp()
    {
        string Run(NotebookSession s, string c) { var p = new RecordingFrontEnd(); var o = s.Run(new(c), p); return o.Status + " " + o.Error?.Message + " " + p.Result; }
        using (var session = new NotebookSession(new SessionOptions()))
        {
            Console.WriteLine("TMP A1 " + Run(session, "var r = new System.Text.RegularExpressions.Regex(\"a\"); var numbers = new List<int> { 1 };"));
            Console.WriteLine("TMP A2 " + Run(session, "System.Text.RegularExpressions.Regex q = r; System.Net.Http.HttpClient h = null; numbers.Where(n => n > 0).Count()"));
        }
        using var first = new NotebookSession(new SessionOptions());
        Console.WriteLine("TMP B1 " + Run(first, "System.Net.Http.HttpClient h = null; var w = new[] { 1 }.Where(x => x > 0).ToList(); 1"));
        using (var session = new NotebookSession(new SessionOptions()))
        {
            Console.WriteLine("TMP C1 " + Run(session, "var r = new System.Text.RegularExpressions.Regex(\"a\"); var numbers = new List<int> { 1 };"));
            Console.WriteLine("TMP C2 " + Run(session, "System.Text.RegularExpressions.Regex q = r; System.Net.Http.HttpClient h = null; numbers.Where(n => n > 0).Count()"));
        }
    }
}
