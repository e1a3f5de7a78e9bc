"""Learn: the key idea, a guided tour over the real window, and a quiz. It knows neither controller nor panels."""
