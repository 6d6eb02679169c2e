// Checks proofs with Go's own transparency log packages, as one would who has never seen this service.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	What     string   `json:"what"`
	Good     bool     `json:"good"`
	Key      string   `json:"key"`
	Note     string   `json:"note"`
	Entry    string   `json:"entry"`
	Index    int64    `json:"index"`
	Path     []string `json:"path"`
	Old      int64    `json:"old"`
	OldRoot  string   `json:"old_root"`
	Continue []string `json:"continue"`
}

func hash(text string) (found tlog.Hash, err error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err == nil && len(data) != tlog.HashSize {
		err = fmt.Errorf("a hash of %d bytes", len(data))
	}
	copy(found[:], data)
	return
}

func hashes(texts []string) (found []tlog.Hash, err error) {
	for _, text := range texts {
		one, err := hash(text)
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return
}

func check(p proof) error {
	verifier, err := note.NewVerifier(p.Key)
	if err != nil {
		return err
	}
	opened, err := note.Open([]byte(p.Note), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return fmt.Errorf("not a checkpoint of this log: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := hash(lines[2])
	if err != nil {
		return err
	}
	path, err := hashes(p.Path)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(path, size, root, p.Index, tlog.RecordHash([]byte(p.Entry))); err != nil {
		return err
	}
	if p.Old == 0 {
		return nil
	}
	older, err := hash(p.OldRoot)
	if err != nil {
		return err
	}
	further, err := hashes(p.Continue)
	if err != nil {
		return err
	}
	return tlog.CheckTree(further, size, root, p.Old, older)
}

func main() {
	decoder := json.NewDecoder(os.Stdin)
	good, bad, wrong := 0, 0, 0
	for decoder.More() {
		var p proof
		if err := decoder.Decode(&p); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		err := check(p)
		if (err == nil) != p.Good {
			wrong++
			fmt.Printf("%s: good is %v, the check says %v\n", p.What, p.Good, err)
		}
		if p.Good {
			good++
		} else {
			bad++
		}
	}
	fmt.Printf("%d proofs hold and %d are refused, by Go's sumdb/note and sumdb/tlog\n", good-wrong, bad)
	if wrong > 0 || good == 0 || bad == 0 {
		os.Exit(1)
	}
}
