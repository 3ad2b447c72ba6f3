Console.Error.WriteLine("Odagrun.Executor: nothing here yet");
return 1;
