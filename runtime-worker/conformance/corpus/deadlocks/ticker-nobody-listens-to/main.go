package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTicker(time.Hour)
	defer t.Stop()
	fmt.Println("waiting")
	<-make(chan int)
}
