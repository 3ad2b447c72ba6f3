Console.Error.WriteLine("Odagrun.Executor.Layer: nothing here yet");
return 1;
