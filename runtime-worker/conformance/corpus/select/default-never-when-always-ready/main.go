package main

import "fmt"

func main() {
	// one of the two is ready at every moment: first c, then, before c is emptied, d
	defaults := 0
	for i := 0; i < 500; i++ {
		c := make(chan int, 1)
		d := make(chan int, 1)
		done := make(chan bool)
		c <- 1
		go func() {
			select {
			case <-c:
			case <-d:
			default:
				defaults++
			}
			done <- true
		}()
		d <- 1
		select {
		case <-c:
		default:
		}
		<-done
	}
	fmt.Println("defaults", defaults)
}
