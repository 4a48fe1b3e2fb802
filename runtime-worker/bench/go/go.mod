module weft.example/bench

go 1.21
