// SPDX-License-Identifier: Apache-2.0

// Command trillian runs Trillian's log server and its sequencer in one process, with the storage in memory that Trillian
// publishes and its own commands do not offer. It makes one log for each argument, prints one line of JSON with its address
// and the logs' ids, and runs until its standard input ends.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/google/trillian"
	"github.com/google/trillian/extension"
	"github.com/google/trillian/log"
	"github.com/google/trillian/quota"
	"github.com/google/trillian/server"
	"github.com/google/trillian/server/admin"
	"github.com/google/trillian/server/interceptor"
	"github.com/google/trillian/storage/memory"
	"github.com/google/trillian/util/clock"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	sequencingInterval = 50 * time.Millisecond
	batchSize          = 50
	maxRootDuration    = time.Hour
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "trillian:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, names []string) error {
	trees := memory.NewTreeStorage()
	registry := extension.Registry{
		AdminStorage: memory.NewAdminStorage(trees),
		LogStorage:   memory.NewLogStorage(trees, nil),
		QuotaManager: quota.Noop(),
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	rpc := grpc.NewServer(grpc.UnaryInterceptor(interceptor.ErrorWrapper))
	trillian.RegisterTrillianAdminServer(rpc, admin.New(registry, nil))
	trillian.RegisterTrillianLogServer(rpc, server.NewTrillianLogRPCServer(registry, clock.System))
	go func() { _ = rpc.Serve(listener) }()
	go sequence(ctx, registry)

	logs, err := createLogs(ctx, listener.Addr().String(), names)
	if err != nil {
		return err
	}
	line := map[string]any{"port": listener.Addr().(*net.TCPAddr).Port, "logs": logs}
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func sequence(ctx context.Context, registry extension.Registry) {
	log.NewOperationManager(log.OperationInfo{
		Registry:    registry,
		BatchSize:   batchSize,
		NumWorkers:  1,
		RunInterval: sequencingInterval,
		TimeSource:  clock.System,
	}, log.NewSequencerManager(registry, 0)).OperationLoop(ctx)
}

// createLogs makes one empty log for each name and returns their ids as text: they are larger than a JSON number holds.
func createLogs(ctx context.Context, address string, names []string) (map[string]string, error) {
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	defer connection.Close()
	logs := map[string]string{}
	for _, name := range names {
		tree, err := trillian.NewTrillianAdminClient(connection).CreateTree(ctx, &trillian.CreateTreeRequest{
			Tree: &trillian.Tree{
				DisplayName:     name,
				TreeState:       trillian.TreeState_ACTIVE,
				TreeType:        trillian.TreeType_LOG,
				MaxRootDuration: durationpb.New(maxRootDuration),
			},
		})
		if err != nil {
			return nil, err
		}
		if _, err := trillian.NewTrillianLogClient(connection).InitLog(ctx, &trillian.InitLogRequest{LogId: tree.TreeId}); err != nil {
			return nil, err
		}
		logs[name] = fmt.Sprint(tree.TreeId)
	}
	return logs, nil
}
