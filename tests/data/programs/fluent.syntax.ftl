# Kiew
-city = Kiew
    .case = Kiew
msg = Präsident Selenski { $Kiew } { "{" } 😀
    .title = in Kiew
n =
    { $n ->
        [one] Stadt Kiew
       *[other]
            Städte
            bei Kiew
    }
