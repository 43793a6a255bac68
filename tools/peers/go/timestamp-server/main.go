// SPDX-License-Identifier: Apache-2.0

// Command timestamp-server runs Sigstore's timestamp authority on one port of 127.0.0.1, with a key in memory. The program
// that is published also listens on port 2112 of every interface, and ends where that is taken: two could not run on a machine.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	// Registers the flags whose defaults configure the server.
	_ "github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server/app"
	"github.com/sigstore/timestamp-authority/v2/pkg/server"
)

const requestTimeout = 30 * time.Second

func main() {
	port, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "timestamp-server: usage: timestamp-server PORT")
		os.Exit(2)
	}
	if err := server.NewRestAPIServer("127.0.0.1", port, []string{"http"}, false, requestTimeout, requestTimeout).Serve(); err != nil {
		fmt.Fprintln(os.Stderr, "timestamp-server:", err)
		os.Exit(1)
	}
}
