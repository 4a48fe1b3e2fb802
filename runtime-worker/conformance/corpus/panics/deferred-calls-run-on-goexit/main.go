package main

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("deferred")
		defer func() { fmt.Println("recover:", recover()) }()
		runtime.Goexit()
		fmt.Println("must not print")
	}()
	<-done
	again := make(chan bool)
	go func() {
		defer close(again)
		func() {
			defer func() { fmt.Println("stopped:", recover()) }()
			defer func() { panic("in a deferred call") }()
			runtime.Goexit()
		}()
		fmt.Println("must not print: the exit goes on")
	}()
	<-again
}
