Console.Error.WriteLine("Odagrun.Bench: nothing here yet");
return 1;
