Console.Error.WriteLine("Odagrun.Lab: nothing here yet");
return 1;
