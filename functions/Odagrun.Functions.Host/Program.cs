Console.Error.WriteLine("Odagrun.Functions.Host: nothing here yet");
return 1;
