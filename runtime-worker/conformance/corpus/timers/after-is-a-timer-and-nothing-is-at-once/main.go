package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	<-time.NewTimer(0).C
	<-time.NewTimer(-time.Second).C
	<-time.After(-1)
	fmt.Println("at once:", time.Since(start) < 10*time.Millisecond)
	<-time.After(20 * time.Millisecond)
	fmt.Println("later:", time.Since(start) >= 20*time.Millisecond)
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Reset(time.Millisecond))
	<-t.C
	fmt.Println(t.Reset(time.Millisecond), t.Stop(), t.Stop())
	defer func() { fmt.Println(recover()) }()
	time.NewTicker(0)
}
