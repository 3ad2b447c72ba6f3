namespace Odagrun.Kubernetes.Manifests.Overwriting;

/// <summary>Collects what became of a job's wishes, each said once.</summary>
internal sealed class WishNotes
{
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> All => _notes;

    public void Obeyed(string variable, string what, string value) => Add($"{what} is {value}, as {variable} asks.");

    public void NotAllowed(string variable, string key) => Add($"{variable} is ignored: the runner does not allow it ({key} is not set).");

    public void Ignored(string variable, string why) => Add($"{variable} is ignored: {why}.");

    private void Add(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }
}
