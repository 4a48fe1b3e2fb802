// The measured programs in Go: bench PROGRAM SIZE. Each runs once to get warm, once against the clock, and prints one
// line of JSON: nanoseconds (or bytes) and the result.
package main

import (
	"encoding/json"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
)

func pingPong(n int) int {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for i := 0; i < n; i++ {
			v := <-ping
			pong <- v + 1
		}
	}()
	sum := 0
	for i := 0; i < n; i++ {
		ping <- i
		sum += <-pong
	}
	return sum
}

func buffered(n int) int {
	values := make(chan int, 128)
	go func() {
		for i := 0; i < n; i++ {
			values <- i
		}
		close(values)
	}()
	sum := 0
	for v := range values {
		sum += v
	}
	return sum
}

type item struct {
	id   int
	name string
	x    float64
	ok   bool
	tags []string
	note string
}

// Objects are sent by value, as a body's are: the receiver has its own.
func objects(n int) int {
	values := make(chan item, 128)
	go func() {
		for i := 0; i < n; i++ {
			values <- item{i, "goroutine-" + strconv.Itoa(i&1023), float64(i) * 0.5, i&1 == 0, []string{"alpha", "beta"}, "some payload text"}
		}
		close(values)
	}()
	sum := 0
	for v := range values {
		sum += v.id + len(v.tags)
	}
	return sum
}

func sel(n int) int {
	a, b, c, d := make(chan int), make(chan int), make(chan int), make(chan int)
	for _, to := range []chan int{a, b, c, d} {
		to := to
		go func() {
			for i := 0; i < n/4; i++ {
				to <- i
			}
		}()
	}
	sum := 0
	for i := 0; i < n; i++ {
		select {
		case v := <-a:
			sum += v
		case v := <-b:
			sum += v
		case v := <-c:
			sum += v
		case v := <-d:
			sum += v
		}
	}
	return sum
}

func generate(out chan<- int) {
	for i := 2; ; i++ {
		out <- i
	}
}

func filter(from <-chan int, to chan<- int, prime int) {
	for {
		v := <-from
		if v%prime != 0 {
			to <- v
		}
	}
}

func sieve(n int) int {
	from := make(chan int)
	go generate(from)
	prime := 0
	for i := 0; i < n; i++ {
		prime = <-from
		to := make(chan int)
		go filter(from, to, prime)
		from = to
	}
	return prime
}

func spawn(n int) int {
	var wg sync.WaitGroup
	seen := make([]byte, n)
	wg.Add(n)
	for i := 0; i < n; i++ {
		i := i
		go func() {
			seen[i] = 1
			wg.Done()
		}()
	}
	wg.Wait()
	sum := 0
	for _, one := range seen {
		sum += int(one)
	}
	return sum
}

func mutex(n int) int {
	var mu sync.Mutex
	count := 0
	for i := 0; i < n; i++ {
		mu.Lock()
		count++
		mu.Unlock()
	}
	return count
}

func contended(n int) int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	count := 0
	for k := 0; k < 8; k++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < n/8; i++ {
				mu.Lock()
				count++
				runtime.Gosched()
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return count
}

func work(n int) uint32 {
	x := int32(1)
	for i := 0; i < n; i++ {
		x = x*1103515245 + 12345
		x ^= int32(uint32(x) >> 7)
	}
	return uint32(x)
}

const jobCount = 64

func cpu(n int) int {
	jobs, results := make(chan int, jobCount), make(chan uint32, jobCount)
	for i := 0; i < 2; i++ {
		go func() {
			for size := range jobs {
				results <- work(size)
			}
		}()
	}
	for i := 0; i < jobCount; i++ {
		jobs <- n / jobCount
	}
	sum := uint32(0)
	for i := 0; i < jobCount; i++ {
		sum += <-results
	}
	close(jobs)
	return int(sum)
}

// Bytes of heap and stacks that n waiting goroutines take.
func parked(n int) (bytes int64, sum int) {
	var before, after runtime.MemStats
	gate, out := make(chan int), make(chan int)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < n; i++ {
		i := i
		go func() {
			v := <-gate
			out <- v + i
		}()
	}
	for runtime.NumGoroutine() <= n {
		runtime.Gosched()
	}
	time.Sleep(20 * time.Millisecond)
	runtime.GC()
	runtime.ReadMemStats(&after)
	for i := 0; i < n; i++ {
		gate <- 1
	}
	for i := 0; i < n; i++ {
		sum += <-out
	}
	return int64(after.HeapInuse+after.StackInuse) - int64(before.HeapInuse+before.StackInuse), sum
}

var programs = map[string]func(int) int{
	"ping-pong": pingPong,
	"buffered":  buffered,
	"objects":   objects,
	"select":    sel,
	"sieve":     sieve,
	"spawn":     spawn,
	"mutex":     mutex,
	"contended": contended,
	"cpu":       cpu,
}

func main() {
	if len(os.Args) != 3 {
		println("usage: bench PROGRAM SIZE")
		os.Exit(2)
	}
	n, err := strconv.Atoi(os.Args[2])
	program, known := programs[os.Args[1]]
	if err != nil || n < 1 || !known && os.Args[1] != "parked" {
		println("no such program, or no size")
		os.Exit(2)
	}
	var measured int64
	var result int
	if known {
		program((n + 3) / 4)
		began := time.Now()
		result = program(n)
		measured = time.Since(began).Nanoseconds()
	} else {
		measured, result = parked(n)
	}
	line, _ := json.Marshal(map[string]any{"measured": measured, "result": result})
	os.Stdout.Write(append(line, '\n'))
}
