package main

import (
	"fmt"
	"sync"
)

func main() {
	var o sync.Once
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		o.Do(nil)
	}()
	o.Do(func() { fmt.Println("must not print") })
	fmt.Println("counts as done")
}
